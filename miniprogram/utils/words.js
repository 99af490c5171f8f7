// What a refusal of the server means, in words: what happened, what it means for you, what to do.
const table = { ...require('../words/everyday'), ...require('../words/joining'), ...require('../words/desks') }

/**
 * @typedef {{slug: string, status: number, title: string, detail: string, act: string, errors: {pointer: string, detail: string}[], extra: any}} Told
 */

const UNREACHED = '您填的都在。走到信号好的地方，点“再试一次”'

/** No network, or no answer in time. @returns {Told} */
const unreached = () => ({ slug: 'no-network', status: 0, title: '没连上网', detail: UNREACHED, act: '再试一次', errors: [], extra: {} })

/** Whether it was the network and not the server. @param {Told} told */
const isUnreached = (told) => told.status === 0

/** @param {number} status @param {any} body @param {string} [retryAfter] @returns {Told} */
function tell(status, body, retryAfter) {
  const problem = body && typeof body === 'object' ? body : {}
  const slug = String(problem.type || '').replace('/problems/', '') || fallback(status)
  const [title, usual, act] = table[slug] || table[fallback(status)]
  // The server's own sentence knows the figures; when it only repeats its title, ours says more.
  const own = problem.detail && problem.detail !== problem.title && status < 500 ? problem.detail : usual
  const detail = retryAfter && status === 429 ? `歇 ${retryAfter} 秒再点，不会漏掉您的` : polite(own)
  return { slug, status, title, detail, act, errors: problem.errors || [], extra: problem }
}

/** @param {number} status */
function fallback(status) {
  if (status === 401) return 'session-expired'
  if (status === 404) return 'not-found'
  if (status === 413) return 'too-large'
  if (status === 429) return 'too-often'
  return status >= 500 ? 'unexpected' : 'problem'
}

/** @param {string} text */
const polite = (text) => text.replace(/你/g, '您')

module.exports = { table, tell, unreached, isUnreached }
