// Acts that wait for the network: one storage key an act, so that no half-written list can lose two of them.
const PREFIX = 'act:'
const MOST = 20
const LIFE_MS = 72 * 3600_000

/**
 * @typedef {{key: string, path: string, body: any, captured_at: number, sequence: number, refusal?: import('./words').Told}} Act
 * @typedef {{read: (key: string) => any, write: (key: string, value: unknown) => void, remove: (key: string) => void, keys: () => string[]}} Store
 * @typedef {(act: Act) => Promise<import('./api').Result>} Send
 */

/** A queue over a phone's storage. @param {Store} store @param {Send} send @param {() => number} now */
function makeQueue(store, send, now) {
  /** @type {Promise<void> | null} */
  let sending = null

  /** Every act that is kept, in the order in which they were done. @returns {Act[]} */
  const all = () => store.keys().filter((key) => key.startsWith(PREFIX)).map((key) => store.read(key)).filter(Boolean).sort((a, b) => a.sequence - b.sequence)
  const waiting = () => all().filter((act) => !act.refusal)
  const refused = () => all().filter((act) => act.refusal)

  /** Keep an act until the server has answered. False when the phone holds too many. @param {Omit<Act, 'sequence' | 'captured_at'>} act */
  function keep(act) {
    if (store.read(PREFIX + act.key)) return true
    if (all().length >= MOST) return false
    const sequence = Number(store.read('sequence') || 0) + 1
    store.write('sequence', sequence)
    store.write(PREFIX + act.key, { ...act, sequence, captured_at: now() })
    return true
  }

  /** Send what waits, one after the other; whoever asks meanwhile waits for the same round. */
  function sendAll() {
    sending = sending || round().finally(() => { sending = null })
    return sending
  }

  async function round() {
    for (const act of waiting()) {
      if (now() - act.captured_at > LIFE_MS) {
        settle(act, { slug: 'queued-too-late', status: 409, title: '存了三天没送出去', detail: '请队长补卡，我们把记下的时间带上', act: '找队长', errors: [], extra: {} })
        continue
      }
      const result = await send(act)
      if (result.ok) store.remove(PREFIX + act.key)
      else if (isFinal(result.problem)) settle(act, result.problem)
      else return // no network: the order of the acts is kept
    }
  }

  /** A refusal stays until the person has seen it. @param {Act} act @param {import('./words').Told} refusal */
  function settle(act, refusal) {
    if (refusal.slug === 'check-in-replayed') store.remove(PREFIX + act.key)
    else store.write(PREFIX + act.key, { ...act, refusal })
  }

  /** The person has seen what became of it. @param {string} key */
  const forget = (key) => store.remove(PREFIX + key)

  return { all, waiting, refused, keep, sendAll, forget }
}

/** Whether the server has decided; anything else is tried again. @param {import('./words').Told} problem */
const isFinal = ({ status, slug }) => status >= 400 && status < 500 && ![401, 408, 429].includes(status) && slug !== 'conflict'

module.exports = { makeQueue, isFinal }
