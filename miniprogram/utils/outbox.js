// The phone's own queue: kept in WeChat's storage, sent through the one way to the server.
const api = require('./api')
const clock = require('./clock')
const { makeQueue } = require('./queue')
const wx = require('./wx')

/**
 * Send a check-in that had no answer. It may have arrived, so the very same request goes first; only when the server
 * says that it never saw it and that its moment is over, it goes as what it is by now: a late one, for a leader to look at.
 * @param {import('./queue').Act} act
 */
async function send(act) {
  if (act.body.nonce) {
    const same = await api.post(act.path, act.body, act.key)
    if (same.ok || same.problem.slug !== 'nonce-expired') return same
  }
  const { nonce, ...late } = act.body
  return api.post(act.path, { ...late, captured_at: new Date(act.captured_at).toISOString(), sequence: act.sequence }, `${act.key}-late`)
}

module.exports = makeQueue(wx, send, clock.now)
