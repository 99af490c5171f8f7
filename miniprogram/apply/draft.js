// The draft: what the person wrote is kept on the phone first, and let go of when the server holds it.

/**
 * @typedef {{version: number, mine: Record<string, any>}} Draft  `mine`: what the server does not hold yet
 * @typedef {{read: (key: string) => any, write: (key: string, value: unknown) => void, remove: (key: string) => void}} Store
 * @typedef {{get: (path: string) => Promise<import('../utils/api').Result>, put: (path: string, body: unknown) => Promise<import('../utils/api').Result>}} Server
 */

const KEY = 'draft'
const EMPTY = { version: 0, mine: {} }
const same = (/** @type {any} */ a, /** @type {any} */ b) => JSON.stringify(a) === JSON.stringify(b)

/** @param {Store} store @param {Server} server */
function makeDraft(store, server) {
  /** @type {Promise<any>} */
  let line = Promise.resolve()

  /** @returns {Draft} */
  const held = () => ({ ...EMPTY, ...store.read(KEY) })

  /** One field was left. @param {string} name @param {any} value */
  function keep(name, value) {
    const draft = held()
    store.write(KEY, { ...draft, mine: { ...draft.mine, [name]: value } })
  }

  /** What the server said is its own; what was written meanwhile stays. @param {any} told @param {Record<string, any>} [sent] */
  function heard(told, sent = {}) {
    const mine = Object.fromEntries(Object.entries(held().mine).filter(([name, value]) => !(name in sent && same(sent[name], value))))
    store.write(KEY, { version: told.version, mine })
  }

  /** Send fields that wait, one request after the other. @param {string[]} [names] @returns {Promise<import('../utils/api').Result | null>} null: nothing waited */
  function send(names) {
    line = line.then(() => sendNow(names), () => sendNow(names))
    return line
  }

  /** @param {string[]} [names] @returns {Promise<import('../utils/api').Result | null>} */
  async function sendNow(names) {
    const draft = held()
    const sent = Object.fromEntries(Object.entries(draft.mine).filter(([name]) => !names || names.includes(name)))
    if (!Object.keys(sent).length) return null
    const answer = await server.put('/v1/application', { version: draft.version, fields: sent })
    if (answer.ok) heard(answer.value, sent)
    return answer
  }

  /** After a field was changed elsewhere: this phone's words stand, or the others'. @param {string} name @param {boolean} mine @param {number} version */
  function settle(name, mine, version) {
    const draft = held()
    const { [name]: _, ...rest } = draft.mine
    store.write(KEY, { version, mine: mine ? draft.mine : rest })
  }

  /** Begin anew, or nothing is kept any more. */
  const forget = () => store.remove(KEY)

  return { held, keep, heard, send, settle, forget }
}

module.exports = { makeDraft }
