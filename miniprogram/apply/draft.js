// The draft: what the person wrote is kept on the phone first, and let go of when the server holds it.
// What needed a consent of its own (the identity number, health) is kept in memory only: it ends with the program.

/**
 * @typedef {{version: number, mine: Record<string, any>, secret: string[]}} Draft  `mine`: what the server does not hold yet; `secret`: names of it that storage does not hold
 * @typedef {{read: (key: string) => any, write: (key: string, value: unknown) => void, remove: (key: string) => void}} Store
 * @typedef {{put: (path: string, body: unknown) => Promise<import('../utils/api').Result>}} Server
 */

const KEY = 'draft'
const EMPTY = { version: 0, mine: {}, secret: [] }
const same = (/** @type {any} */ a, /** @type {any} */ b) => JSON.stringify(a) === JSON.stringify(b)
const pick = (/** @type {Record<string, any>} */ fields, /** @type {(name: string) => boolean} */ which) => Object.fromEntries(Object.entries(fields).filter(([name]) => which(name)))

/** @param {Store} store @param {Server} server @param {(name: string) => boolean} isSecret what storage must never hold */
function makeDraft(store, server, isSecret) {
  /** @type {Promise<any>} */
  let line = Promise.resolve()
  /** @type {Record<string, any>} */
  let memory = {}

  /** @returns {Draft} */
  const kept = () => ({ ...EMPTY, ...store.read(KEY) })

  /** @returns {Draft} */
  const held = () => ({ ...kept(), mine: { ...kept().mine, ...memory } })

  /** Secrets that were written, never reached the server and ended with the program: to be asked for again. */
  const lost = () => kept().secret.filter((name) => !(name in memory))

  /** @param {number} version @param {Record<string, any>} mine @param {string[]} [still] secrets that are lost all the same */
  function write(version, mine, still = []) {
    memory = pick(mine, isSecret)
    store.write(KEY, { version, mine: pick(mine, (name) => !isSecret(name)), secret: [...new Set([...Object.keys(memory), ...still])] })
  }

  /** One field was left. @param {string} name @param {any} value */
  function keep(name, value) {
    const draft = held()
    write(draft.version, { ...draft.mine, [name]: value }, lost())
  }

  /** What the server said is its own; what was written meanwhile stays. @param {any} told @param {Record<string, any>} [sent] */
  function heard(told, sent = {}) {
    const { mine } = held()
    write(told.version, pick(mine, (name) => !(name in sent && same(sent[name], mine[name]))), lost())
  }

  /** Send fields that wait, one request after the other. @param {string[]} [names] @returns {Promise<import('../utils/api').Result | null>} null: nothing waited */
  function send(names) {
    line = line.then(() => sendNow(names), () => sendNow(names))
    return line
  }

  /** @param {string[]} [names] @returns {Promise<import('../utils/api').Result | null>} */
  async function sendNow(names) {
    const draft = held()
    const sent = pick(draft.mine, (name) => !names || names.includes(name))
    if (!Object.keys(sent).length) return null
    const answer = await server.put('/v1/application', { version: draft.version, fields: sent })
    if (answer.ok) heard(answer.value, sent)
    return answer
  }

  /** After a field was changed elsewhere: this phone's words stand, or the others'. @param {string} name @param {boolean} mine @param {number} version */
  function settle(name, mine, version) {
    const draft = held()
    write(version, mine ? draft.mine : pick(draft.mine, (each) => each !== name), lost())
  }

  /** Begin anew, or nothing is kept any more. */
  function forget() {
    memory = {}
    store.remove(KEY)
  }

  return { held, lost, keep, heard, send, settle, forget }
}

module.exports = { makeDraft }
