// The inbox: what each message is about, when it came, where it leads: pure.
const times = require('./times')

/** @type {Record<string, string>} sign of a topic */
const SIGNS = { duty: 'clock', honours: 'medal', honour: 'medal', praise: 'heart', points: 'steps', training: 'book', course: 'book', application: 'people', recruitment: 'people', shift: 'calendar' }

/** @type {Record<string, string>} templates in words */
const GRANT_NAMES = { 'shift-reminder': '班前提醒', 'application-result': '审核结果', 'honour-awarded': '得了勋章', 'duty-reviewed': '打卡核对', 'course-expiring': '课程到期' }

/** @param {string} words */
const polite = (words) => words.replace(/你/g, '您')

/** @param {any} one @param {number} now */
function lineOf(one, now) {
  const today = times.day(one.at) === times.day(now)
  return { id: one.entry_id, sign: SIGNS[one.topic] || 'mail', title: polite(one.title), text: polite(one.body), when: today ? times.clock(one.at) : times.dayWords(one.at, now), fresh: !one.read_at, link: one.link }
}

/** @param {any} one @param {number} now */
const askedOf = (one, now) => ({ id: one.attestation_id, title: `${one.by_name}替您签了${one.out_check_in ? '离岗' : '到岗'}`, text: `${times.dayWords(one.asked_at, now)} ${times.clock(one.asked_at)}，${one.point_number} 集结点。是您本人吗？` })

/** @param {{template: string, left: number}[]} grants */
function grantsOf(grants) {
  const left = grants.reduce((sum, one) => sum + one.left, 0)
  const parts = grants.filter((one) => one.left).map((one) => `${GRANT_NAMES[one.template] || '消息'} ${one.left} 次`)
  return { left, title: left ? `微信还能提醒您 ${left} 次` : '微信不会提醒您', text: parts.join('，') || '点“添加”，一次可以允许几条' }
}

module.exports = { lineOf, askedOf, grantsOf }
