// The list of shifts by day, each with the one act that is open: pure.
const { dutyName } = require('./duties')
const times = require('./times')

/** @param {any[]} items @param {number} now */
function daysOf(items, now) {
  /** @type {{day: string, words: string, shifts: any[]}[]} */
  const days = []
  for (const shift of items.filter((one) => !one.cancelled && Date.parse(one.ends_at) > now)) {
    const day = times.day(shift.starts_at)
    if (!days.length || days[days.length - 1].day !== day) days.push({ day, words: times.dayWords(shift.starts_at, now), shifts: [] })
    days[days.length - 1].shifts.push(lineOf(shift, now))
  }
  return days
}

/** @param {any} shift @param {number} now */
function lineOf(shift, now) {
  const begun = Date.parse(shift.starts_at) <= now
  const mine = shift.my_state === 'signed-up'
  const waiting = shift.my_state === 'waiting'
  const full = shift.taken >= shift.capacity
  const state = mine ? (now < Date.parse(shift.cancel_until) ? 'mine' : 'fixed') : waiting ? 'waiting' : begun ? 'begun' : full ? 'full' : 'open'
  return {
    id: shift.shift_id,
    state,
    hours: `${times.clock(shift.starts_at)}–${times.clock(shift.ends_at)}`,
    title: dutyName(shift.duty_type),
    place: `${shift.point_number} ${shift.point_name}`,
    people: `${shift.taken}/${shift.capacity} 人`,
    missing: !full && shift.taken < shift.minimum_team ? `还缺 ${shift.minimum_team - shift.taken} 人` : '',
    waitingFor: shift.waiting ? `${shift.waiting} 人在排队` : '',
    act: { mine: '退这一班', fixed: '', waiting: '不排了', begun: '', full: '排队等', open: '我来' }[state],
  }
}

module.exports = { daysOf, lineOf }
