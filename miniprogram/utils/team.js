// A leader's roll call: who is there, who is not, and who is vouched for with which reason: pure.
const times = require('./times')
const { dutyName } = require('./duties')

const REASONS = ['没带手机', '没有微信', '手机没电', '手机坏了', '不会用，人在我面前']

/** The shift that a leader calls the roll of now: one that runs or begins soon, else the next. @param {any[]} shifts @param {number} now */
function shiftsOf(shifts, now) {
  return shifts.filter((one) => !one.cancelled && Date.parse(one.ends_at) > now).map((one) => ({
    id: one.shift_id,
    point: one.point_number,
    title: `${dutyName(one.duty_type)} · ${one.point_number}`,
    text: `${times.turnWords(one.starts_at, now)} ${times.clock(one.starts_at)}–${times.clock(one.ends_at)} · ${one.taken} 人`,
    runs: Date.parse(one.starts_at) - now < 30 * 60_000,
  }))
}

/** @param {any[]} roster @param {any[]} onDuty people on duty at the point @param {string} own the leader's id @param {'in' | 'out'} way */
function rollOf(roster, onDuty, own, way) {
  const there = new Set(onDuty.map((one) => one.person_id))
  const others = roster.filter((one) => one.state === 'signed-up' && one.person_id !== own)
  const open = others.filter((one) => there.has(one.person_id) === (way === 'out'))
  return { people: open.map((one) => ({ number: one.volunteer_number, name: one.name, chosen: false, reason: '', scanned: '' })), done: others.length - open.length }
}

/** One request a reason. @param {any[]} people */
function groupsOf(people) {
  /** @type {Map<string, string[]>} */
  const groups = new Map()
  for (const one of people.filter((person) => person.chosen)) groups.set(one.reason, [...(groups.get(one.reason) || []), one.number])
  return [...groups].map(([reason, numbers]) => ({ reason, numbers }))
}

/** @type {Record<string, string>} */
const OUTCOMES = { recorded: '签上了', 'on-duty-already': '已经在岗', 'not-on-duty': '不在岗', 'not-on-shift': '不在这一班', 'not-insured': '保险没盖到今天', 'own-work': '自己的要自己打' }

/** @param {any[]} told outcomes of the server @param {any[]} people */
function saidOf(told, people) {
  const names = new Map(people.map((one) => [one.number, one.name]))
  const refused = told.filter((one) => one.outcome !== 'recorded')
  return { count: told.length - refused.length, refused: refused.map((one) => `${names.get(one.volunteer_number) || one.volunteer_number}：${OUTCOMES[one.outcome]}`).join('；') }
}

/** The signed string of a volunteer card in what was scanned: 132 signs on a screen, 128 on paper; empty for anything else. @param {string} scanned */
const cardIn = (scanned) => (/(?:^|\/C\/)((?:[0-9A-Z]{4}){32,33})$/i.exec(scanned.trim()) || [])[1] || ''

/** Why nobody was found by a card. @param {import('./words').Told} problem */
function cardFault({ slug, status, title, detail }) {
  if (status === 0) return '没有网，认不了证：在名单里点名字'
  if (slug === 'credential-not-in-force') return '码过了一分钟：请他把义警证再打开，扫新的'
  return status === 404 ? '不是本队的证：看看是不是拿错了' : `${title}：${detail}`
}

module.exports = { REASONS, shiftsOf, rollOf, groupsOf, saidOf, cardIn, cardFault }
