// What home shows, from the one answer of the server and the time: pure.
const { dutyName } = require('./duties')
const times = require('./times')

const OPENS_MS = 15 * 60_000 // Source: duty's EARLIEST
const CLOSES_MS = 30 * 60_000 // Source: duty's LATEST
const MINUTE_MS = 60_000

/** @type {Record<string, [string, string]>} what waits: its words and the page for it */
const WAITS = {
  attestation: ['队长替您签过到，是您本人吗？', '/pages/answer/index'],
  swap: ['有人想和您换班', '/pages/shifts/index'],
  evidence: ['有一次打卡在等核对', '/pages/duty/index'],
  report: ['这一班的回报还没写', '/pages/summary/index'],
  forgotten: ['上一班忘了离岗', '/pages/summary/index'],
}

/** @param {any} today @param {number} now */
function homeOf(today, now) {
  return { ...seal(today, now), hours: times.hours(today.month.minutes_measured + today.month.minutes_attested), next: next(today.next_honour), waits: today.waits.map(line) }
}

/** @param {{what: string, subject_id: string}} wait */
function line(wait) {
  const [words, url] = WAITS[wait.what] || ['有一件事等您', '/pages/home/index']
  return { what: wait.what, words, url: `${url}?id=${wait.subject_id}` }
}

/** @param {{title: string, have: number, at_least: number, missing: string} | null} honour */
function next(honour) {
  if (!honour) return null
  return { title: honour.title, missing: honour.missing, share: Math.min(100, Math.round((honour.have / honour.at_least) * 100)) }
}

/** The shift in words, and what the seal says of it. @param {any} today @param {number} now */
function seal(today, now) {
  const { signup, duty } = today
  if (duty) return { state: 'duty', shift: null, duty: onDuty(duty, now), sealWords: '点开看时间，或者离岗' }
  if (!signup || signup.state !== 'signed-up') return { state: 'none', shift: null, duty: null, sealWords: '' }
  const starts = Date.parse(signup.starts_at)
  const opens = starts - OPENS_MS
  const state = now < opens ? 'early' : now < Date.parse(signup.ends_at) + CLOSES_MS ? 'open' : 'over'
  const sealWords = { early: `${times.clock(opens)} 起可打卡`, open: '现在就能打卡', over: '这一班过了' }[state]
  return { state, shift: shiftOf(signup, now), duty: null, sealWords }
}

/** @param {any} shift @param {number} now */
function shiftOf(shift, now) {
  const minutes = Math.ceil((Date.parse(shift.starts_at) - now) / MINUTE_MS)
  return {
    id: shift.shift_id,
    title: `${times.turnWords(shift.starts_at, now)} · ${dutyName(shift.duty_type)}`,
    from: times.clock(shift.starts_at),
    to: times.clock(shift.ends_at),
    point: shift.point_number,
    pointName: shift.point_name,
    left: minutes > 0 && minutes < 24 * 60 ? `还有 ${times.length(minutes)}` : '',
  }
}

/** @param {any} duty @param {number} now */
function onDuty(duty, now) {
  const minutes = Math.max(0, Math.floor((now - Date.parse(duty.in_at)) / MINUTE_MS))
  return { id: duty.session_id, since: times.clock(duty.in_at), minutes, hours: Math.floor(minutes / 60), rest: String(minutes % 60).padStart(2, '0'), point: duty.point_number, pointName: duty.point_name }
}

module.exports = { homeOf, shiftOf, onDuty }
