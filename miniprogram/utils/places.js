// The assembly points a volunteer stands at, kept on the phone so that the fence can be drawn without a network.
const api = require('./api')
const session = require('./session')
const wx = require('./wx')

/** @typedef {{number: string, name: string, latitude_deg: number, longitude_deg: number, radius_m: number}} Point */

/** @returns {Record<string, Point>} */
const known = () => wx.read('points') || {}

/** A point by its number, if the phone has seen it. @param {string} number @returns {Point | undefined} */
const pointOf = (number) => known()[number]

/** The unit's points, asked for when one that is needed is not known. @param {any} [today] */
async function learn(today) {
  const needed = [today && today.signup, today && today.duty].filter(Boolean).map((one) => one.point_number)
  const me = session.me()
  if (!me || !me.unit_path || (needed.every((number) => known()[number]) && Object.keys(known()).length)) return
  const answer = await api.get(`/v1/assembly-points?unit=${encodeURIComponent(me.unit_path)}&limit=50`)
  if (!answer.ok) return
  const points = { ...known() }
  for (const point of answer.value.points) points[point.number] = point
  wx.write('points', points)
}

/** The nearest known point, for a duty without a shift. @param {{latitude: number, longitude: number}} place */
function nearest(place) {
  const { offset } = require('./fence')
  const all = Object.values(known()).map((point) => ({ point, away: offset({ latitude: point.latitude_deg, longitude: point.longitude_deg }, place).distance }))
  return all.sort((a, b) => a.away - b.away)[0]?.point
}

module.exports = { pointOf, learn, nearest, all: () => Object.values(known()) }
