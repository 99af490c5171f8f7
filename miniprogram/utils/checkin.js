// A check-in from the tap to the record: each step tells the state that the page shows.
const api = require('./api')
const clock = require('./clock')
const fence = require('./fence')
const outbox = require('./outbox')
const places = require('./places')
const times = require('./times')
const wx = require('./wx')

const PATH = '/v1/checkins'

/**
 * @typedef {{way: 'in' | 'out', key: string, nonce: string, point?: import('./places').Point, fix?: import('./wx').Place, withoutShift: boolean}} Tap
 * @typedef {{state: string, [more: string]: any}} Shown
 */

/** The point that a tap is meant for: of the duty that runs, or of the shift. @param {'in' | 'out'} way */
function pointFor(way) {
  const today = wx.read('today') || {}
  const meant = way === 'out' ? today.duty : today.signup
  return meant ? places.pointOf(meant.point_number) : undefined
}

/** A fresh proof of the moment; without a network there is none, and the tap goes as a late one. */
async function nonce() {
  const answer = await api.get('/v1/duty/current')
  return answer.ok ? answer.value.nonce : ''
}

/** Where the phone is, and what the picture says of it. @param {Tap} tap @returns {Promise<Shown>} */
async function measure(tap) {
  const [found, proof] = await Promise.all([wx.locate(), nonce()])
  tap.nonce = proof
  if (!found.ok) return { state: found.why === 'offline' ? 'uncertain' : 'refused' }
  tap.fix = found.value
  if (!tap.point) await places.learn(wx.read('today'))
  tap.point = tap.point || pointFor(tap.way) || places.nearest(found.value)
  if (!tap.point) return { state: 'uncertain' }
  const centre = { latitude: tap.point.latitude_deg, longitude: tap.point.longitude_deg }
  const picture = fence.picture(centre, tap.point.radius_m, found.value, 300)
  return { state: picture.state, picture, point: tap.point, offline: !proof }
}

/** The request of a tap. @param {Tap} tap @param {{place_code?: string, noFix?: boolean}} [proof] */
function bodyOf(tap, proof = {}) {
  const at = new Date(clock.now()).toISOString()
  const fix = tap.fix && !proof.noFix ? [{ latitude: tap.fix.latitude, longitude: tap.fix.longitude, accuracy_m: tap.fix.accuracy, crs: 'gcj02', fix_at: at }] : []
  return {
    way: tap.way,
    fixes: fix,
    phone_at: at,
    without_shift: tap.withoutShift,
    platform: platform(),
    ...(tap.point && { point_number: tap.point.number }),
    ...(tap.nonce && { nonce: tap.nonce }),
    ...(proof.place_code && { place_code: proof.place_code }),
  }
}

/** @returns {string} */
const platform = () => (['ios', 'android', 'devtools'].includes(wx.platform()) ? wx.platform() : '')

/** Tell the server, or keep it until there is a network. @param {Tap} tap @param {{place_code?: string, noFix?: boolean}} [proof] @returns {Promise<Shown>} */
async function record(tap, proof) {
  const act = { key: tap.key, path: PATH, body: bodyOf(tap, proof) }
  if (!tap.nonce) return keep(act)
  const answer = await api.post(PATH, act.body, act.key)
  if (answer.ok) return recorded(answer.value)
  const { problem } = answer
  if (problem.status === 0 || problem.status >= 500) return keep(act)
  return refusal(tap, problem)
}

/** @param {{key: string, path: string, body: any}} act @returns {Shown} */
function keep(act) {
  const at = times.seconds(clock.now())
  return outbox.keep(act) ? { state: 'kept', at } : { state: 'problem', problem: { title: '手机里存满了', detail: '已经有 20 条没送出去，请队长替您签到', act: '回首页' } }
}

/** @param {any} told @returns {Shown} */
function recorded(told) {
  const session = told.duty && told.duty.session_id
  const before = wx.read('waiting')
  // A second tap of the same minutes is the first one: what waits keeps its own id.
  const id = before && before.session === session && before.way === told.way ? before.id : told.check_in_id
  wx.write('waiting', told.waits ? { id, session, way: told.way, at: told.duty ? told.duty[`${told.way}_at`] : new Date(clock.now()).toISOString() } : null)
  if (told.waits) return { state: 'waits', told, reason: told.reason }
  wx.buzz()
  return { state: 'done', told, session }
}

/** What a named refusal makes of the page. @param {Tap} tap @param {import('./words').Told} problem @returns {Shown} */
function refusal(tap, problem) {
  if (problem.extra.nonce) tap.nonce = problem.extra.nonce
  const states = /** @type {Record<string, string>} */ ({ 'check-in-too-early': 'early', 'duty-open': 'open', 'shift-elsewhere': 'elsewhere', 'not-there': 'outside', 'location-not-agreed': 'consent', 'place-code-wrong': 'code' })
  return { state: states[problem.slug] || 'problem', problem }
}

/** Show something more for a check-in that waits: a code, or a better fix. @param {string} id @param {{place_code?: string, fix?: import('./wx').Place}} proof @returns {Promise<Shown>} */
async function prove(id, proof) {
  const at = new Date(clock.now()).toISOString()
  const fixes = proof.fix ? [{ latitude: proof.fix.latitude, longitude: proof.fix.longitude, accuracy_m: proof.fix.accuracy, crs: 'gcj02', fix_at: at }] : []
  const answer = await api.post(`${PATH}/${id}/evidence`, proof.place_code ? { place_code: proof.place_code } : { fixes })
  if (answer.ok) return recorded(answer.value)
  return { state: answer.problem.slug === 'place-code-wrong' ? 'code' : 'waits', problem: answer.problem }
}

/** A photo of the place, for the leader to look at. @param {string} id @param {string} file @returns {Promise<Shown>} */
async function photograph(id, file) {
  const answer = await api.photo(`${PATH}/${id}/evidence/photo`, file)
  return answer.ok ? { state: 'waits', told: answer.value, photos: answer.value.photos } : { state: 'waits', problem: answer.problem }
}

/** The six digits of a point's code in what was scanned or typed. @param {string} text */
const digitsOf = (text) => (/(?:^|\D)(\d{6})(?:\D|$)/.exec(text) || [])[1] || ''

module.exports = { pointFor, measure, record, prove, photograph, digitsOf }
