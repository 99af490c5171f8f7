// The answers of one attempt: kept on the phone at once, sent one by one, the last one wins whatever comes late or twice.

/**
 * @typedef {{chosen: number[], text: string, revision: number, at: string}} Kept  `at` is empty until the server holds it
 * @typedef {{read: (key: string) => any, write: (key: string, value: unknown) => void, remove: (key: string) => void}} Store
 * @typedef {{put: (path: string, body: unknown) => Promise<import('../utils/api').Result>}} Server
 */

/** @param {Store} store @param {Server} server @param {string} attempt */
function makeSheet(store, server, attempt) {
  const place = `sheet:${attempt}`
  /** @type {Promise<any> | null} */
  let sending = null

  /** @returns {Record<string, Kept>} */
  const all = () => store.read(place) || {}
  const of = (/** @type {number} */ n) => all()[n]
  const waiting = () => Object.keys(all()).map(Number).filter((n) => !all()[n].at).sort((a, b) => a - b)

  /** What the paper of the server says; an answer of this phone that is newer stays. @param {any} paper */
  function hear(paper) {
    const held = all()
    for (const { n, chosen, text, revision } of paper.questions) {
      if (revision < 0) continue
      if (!held[n] || held[n].revision < revision || (held[n].revision === revision && !held[n].at)) held[n] = { chosen, text, revision, at: paper.now }
    }
    store.write(place, held)
  }

  /** An answer, or a change of mind. @param {number} n @param {number[]} chosen @param {string} [text] */
  function answer(n, chosen, text = '') {
    const held = all()
    store.write(place, { ...held, [n]: { chosen, text, revision: held[n] ? held[n].revision + 1 : 0, at: '' } })
  }

  /** Send what waits; who asks meanwhile waits for the same round. @returns {Promise<import('../utils/words').Told | null>} the refusal that stopped it */
  function send() {
    sending = sending || round().finally(() => { sending = null })
    return sending
  }

  async function round() {
    for (let next = waiting()[0]; next !== undefined; next = waiting()[0]) {
      const { chosen, text, revision } = of(next)
      const told = await server.put(`/v1/attempts/${attempt}/answers/${next}`, { chosen, text, revision })
      if (!told.ok) return told.problem
      kept(next, revision, told.value)
    }
    return null
  }

  /** @param {number} n @param {number} sent @param {{revision: number, saved_at: string}} told */
  function kept(n, sent, told) {
    const held = all()
    const mine = held[n]
    if (told.revision > sent && told.revision >= mine.revision) held[n] = { ...mine, revision: told.revision + 1 } // an older page wrote later: this one says it again
    else if (mine.revision === sent) held[n] = { ...mine, at: told.saved_at }
    store.write(place, held)
  }

  const forget = () => store.remove(place)

  return { all, of, waiting, hear, answer, send, forget }
}

module.exports = { makeSheet }
