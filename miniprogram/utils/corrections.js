// A correction in words: pure.
const times = require('./times')

/** @type {Record<string, [string, string, string]>} kind of chip, its sign, its word */
const STATES = {
  waiting: ['wait', 'clock', '等队长核对'],
  second: ['wait', 'clock', '一位核过，等第二位'],
  approved: ['ok', 'tick', '通过了，算数'],
  refused: ['', 'cross', '没有通过'],
  reversed: ['', 'cross', '后来撤回了'],
  withdrawn: ['', 'note', '您收回了'],
}

/** @param {any} one */
function lineOf(one) {
  const [kind, sign, word] = STATES[one.state]
  const recorded = one.recorded_in_at ? `${times.clock(one.recorded_in_at)} 到岗${one.recorded_out_at ? `，${times.clock(one.recorded_out_at)} 离岗` : '，没有离岗'}` : '没有记录'
  return {
    id: one.correction_id,
    kind, sign, word,
    waits: one.state === 'waiting',
    title: `${times.date(one.in_at)} · ${one.point_number} ${one.point_name}`,
    asked: `${times.clock(one.in_at)}–${times.clock(one.out_at)}`,
    recorded,
    reason: one.reason,
    evidence: one.evidence,
    photos: one.photos,
    words: one.words.map((/** @type {any} */ said, /** @type {number} */ n) => ({ n, text: `${said.name}${said.accept ? '同意' : '没同意'}：${said.reason}` })),
  }
}

/** An instant from a day and a time of China. @param {string} day @param {string} clock */
const instant = (day, clock) => `${day}T${clock}:00+08:00`

/** Start and end; an end before the start is of the next day. @param {string} day @param {string} from @param {string} to */
function spanOf(day, from, to) {
  if (!/^\d\d:\d\d$/.test(from) || !/^\d\d:\d\d$/.test(to)) return null
  const start = Date.parse(instant(day, from))
  const end = Date.parse(instant(day, to))
  if (Number.isNaN(start) || Number.isNaN(end)) return null
  return { in_at: new Date(start).toISOString(), out_at: new Date(end > start ? end : end + 24 * 3600_000).toISOString() }
}

module.exports = { lineOf, spanOf, STATES }
