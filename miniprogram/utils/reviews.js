// What a leader looks at: pure. A check-in as a picture to scale, a correction beside what was recorded.
const { lineOf } = require('./corrections')
const fence = require('./fence')
const times = require('./times')

const METRES_A_DEGREE = 111_320
const SIDE = 300

/** @type {Record<string, string>} */
const DOUBTS = { 'at-the-edge': '在圈的边上', 'fix-accuracy-unknown': '手机没说误差', 'fix-too-coarse': '误差太大', 'no-fix': '没有位置', queued: '没有网，后来才送到', 'team-check-in': '队长点的名' }

/** @param {any} told */
function checkInOf(told) {
  const { check_in: one, fixes, radius_m: radius } = told
  const fix = fixes[fixes.length - 1]
  const at = { latitude: 0, longitude: 0 } // metres from the point are all that the picture needs
  const accuracy = fix && fix.accuracy_m ? fix.accuracy_m : radius
  const picture = fix ? fence.picture(at, radius, { latitude: fix.north_m / METRES_A_DEGREE, longitude: fix.east_m / METRES_A_DEGREE, accuracy }, SIDE) : null
  return {
    picture: picture && { ...picture, state: one.decision.verdict },
    radius,
    point: one.point_number,
    photos: told.photos,
    decided: one.clearance !== 'pending',
    lines: linesOf([
      [one.way === 'in' ? '到岗' : '离岗', `${times.date(one.occurred_at)} ${times.clock(one.occurred_at)}`],
      ['在哪里', `${one.point_number} ${told.point_name}${picture ? `，离号牌 ${picture.distance} 米` : ''}`],
      ['为什么等您看', DOUBTS[one.decision.doubt] || one.decision.reason],
      ['还有', one.evidence ? one.evidence.reason : ''],
    ]),
  }
}

/** @param {any} told */
function correctionOf(told) {
  const line = lineOf(told)
  return {
    picture: null,
    photos: told.photos,
    decided: !['waiting', 'second'].includes(told.state),
    lines: linesOf([
      ['要补成', `${line.title}，${line.asked}`],
      ['原来记的', line.recorded],
      ['理由', told.reason],
      ['凭据', told.evidence],
      ['说过的话', line.words.map((/** @type {any} */ said) => said.text).join('；')],
      ['超出排班', told.beyond_min ? times.length(told.beyond_min) : ''],
    ]),
  }
}

/** Lines of a list, without those that have nothing to say. @param {[string, string][]} pairs */
const linesOf = (pairs) => pairs.filter(([, words]) => words).map(([what, words], n) => ({ n, what, words }))

module.exports = { checkInOf, correctionOf }
