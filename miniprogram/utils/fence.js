// The picture of a fence, and how likely somebody stands in it: pure geometry. Units: metres, degrees of one datum.
const METRES_A_DEGREE = 111_320
const FINEST_ACCURACY_M = 3
const SIGMA_PER_ACCURACY = 1 / Math.sqrt(-2 * Math.log(0.32))
const INSIDE_FROM = 0.75
const OUTSIDE_TO = 0.05
const COARSEST_ACCURACY_M = 100
const WALK_M_A_MINUTE = 70

/** @typedef {{latitude: number, longitude: number}} Place */

/** How far north and east of a place another is. @param {Place} from @param {Place} to */
function offset(from, to) {
  const north = (to.latitude - from.latitude) * METRES_A_DEGREE
  const east = (to.longitude - from.longitude) * METRES_A_DEGREE * Math.cos((from.latitude * Math.PI) / 180)
  return { north, east, distance: Math.hypot(north, east) }
}

const WINDS = ['北', '东北', '东', '东南', '南', '西南', '西', '西北']
/** The way one must walk, in words. @param {number} north @param {number} east */
const wind = (north, east) => WINDS[Math.round((((Math.atan2(east, north) * 180) / Math.PI + 360) % 360) / 45) % 8]

/** The chance that somebody is inside. Source: kernel.geo.p_inside, of which this is the phone's copy. @param {number} distance @param {number} radius @param {number} accuracy */
function pInside(distance, radius, accuracy) {
  const sigma = Math.max(accuracy, FINEST_ACCURACY_M) * SIGMA_PER_ACCURACY
  if (Math.abs(distance - radius) > 8 * sigma) return Number(distance < radius)
  const off = (distance / sigma) ** 2 / 2
  const edge = (radius / sigma) ** 2 / 2
  const reach = (/** @type {number} */ mean) => 12 * Math.sqrt(mean + 1) + 12
  const first = Math.max(0, Math.floor(Math.min(off - reach(off), edge - reach(edge))))
  let atOff = poisson(first, off)
  let atEdge = poisson(first, edge)
  let inside = 0
  let edgeSoFar = 0
  for (let k = first; k < off + reach(off) + 1; k += 1) {
    edgeSoFar += atEdge
    inside += atOff * (1 - edgeSoFar)
    atOff *= off / (k + 1)
    atEdge *= edge / (k + 1)
  }
  return Math.min(1, Math.max(0, inside))
}

/** @param {number} k @param {number} mean */
function poisson(k, mean) {
  if (!mean) return Number(k === 0)
  let logOfFactorial = 0
  for (let n = 2; n <= k; n += 1) logOfFactorial += Math.log(n)
  return Math.exp(k * Math.log(mean) - mean - logOfFactorial)
}

/** What the phone may say before the server decides. @param {number} distance @param {number} radius @param {number} accuracy @returns {'inside' | 'uncertain' | 'outside'} */
function judge(distance, radius, accuracy) {
  if (!(accuracy > 0) || accuracy > COARSEST_ACCURACY_M) return 'uncertain'
  const likely = pInside(distance, radius, accuracy)
  if (likely >= INSIDE_FROM) return 'inside'
  return likely <= OUTSIDE_TO ? 'outside' : 'uncertain'
}

/** The picture, in pixels of a square of `side`. @param {Place} point @param {number} radius @param {Place & {accuracy: number}} fix @param {number} side */
function picture(point, radius, fix, side) {
  const away = offset(point, fix)
  const state = judge(away.distance, radius, fix.accuracy)
  const reach = Math.max(radius * 1.25, Math.min(away.distance + Math.min(fix.accuracy, radius), away.distance * 1.25) + radius * 0.2)
  const scale = side / 2 / reach
  const middle = side / 2
  return {
    state,
    side,
    ring: round(radius * scale * 2),
    disc: round(Math.max(14, Math.min(fix.accuracy, reach) * scale * 2)),
    x: round(middle + away.east * scale),
    y: round(middle - away.north * scale),
    below: away.north > 0, // the plate makes room for the person
    line: round(away.distance * scale),
    angle: round((Math.atan2(-away.north, away.east) * 180) / Math.PI),
    distance: Math.round(away.distance),
    accuracy: Math.round(fix.accuracy),
    towards: wind(-away.north, -away.east),
    minutes: Math.max(1, Math.round(away.distance / WALK_M_A_MINUTE)),
  }
}

const round = (/** @type {number} */ n) => Math.round(n * 10) / 10

module.exports = { offset, pInside, judge, picture, wind }
