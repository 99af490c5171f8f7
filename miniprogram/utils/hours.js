// Hours as figures, bars and lines: pure. Measured hours stand solid, attested ones striped.
const times = require('./times')

/** The days a span begins and ends with. @param {'month' | 'year'} span @param {string} today */
function spanOf(span, today) {
  const year = Number(today.slice(0, 4))
  if (span === 'year') return { first: `${year}-01-01`, last: `${year}-12-31` }
  const last = new Date(Date.UTC(year, Number(today.slice(5, 7)), 0)).getUTCDate()
  return { first: `${today.slice(0, 7)}-01`, last: `${today.slice(0, 7)}-${last}` }
}

/** @typedef {{name: string, measured: number, attested: number}} Part */

/** One bar a day of the month. @param {any[]} days @param {string} last */
function daysOf(days, last) {
  const found = new Map(days.map((one) => [Number(one.day.slice(8)), one]))
  return barsOf(Array.from({ length: Number(last.slice(8)) }, (_, n) => partOf(`${n + 1}`, [found.get(n + 1)])))
}

/** One bar a month of the year. @param {any[]} days */
const monthsOf = (days) => barsOf(Array.from({ length: 12 }, (_, n) => partOf(`${n + 1}`, days.filter((one) => Number(one.day.slice(5, 7)) === n + 1))))

/** One bar a month that was served. @param {any[]} months */
const allOf = (months) => barsOf(months.slice(0, 24).reverse().map((one) => partOf(one.month, [one])))

/** @param {string} name @param {any[]} days @returns {Part} */
function partOf(name, days) {
  const sum = (/** @type {string} */ key) => days.reduce((minutes, day) => minutes + (day ? day[key] : 0), 0)
  return { name, measured: sum('minutes_measured'), attested: sum('minutes_attested') }
}

/** Heights in percent of the highest. @param {Part[]} parts */
function barsOf(parts) {
  const most = Math.max(1, ...parts.map((part) => part.measured + part.attested))
  const height = (/** @type {number} */ minutes) => (minutes ? Math.max(4, Math.round((minutes / most) * 100)) : 0)
  return parts.map((part) => ({ name: part.name, solid: height(part.measured), striped: height(part.attested) }))
}

/** The duties of a month, the newest first, each with its why. @param {any} explained */
function dutiesOf(explained) {
  const lines = explained.days.flatMap((/** @type {any} */ day) => day.duties.map((/** @type {any} */ duty) => {
    const minutes = duty.measured + duty.attested
    return {
      id: `${duty.session_id} ${day.day}`,
      session: duty.session_id,
      day: `${Number(day.day.slice(8))} 日`,
      title: `${duty.point_number} 执勤`,
      text: duty.recorded,
      value: minutes ? times.length(minutes) : '0 分',
      kind: duty.attested ? '认定' : duty.measured ? '实测' : '还没算',
      steps: duty.steps.map((/** @type {any} */ step, /** @type {number} */ n) => ({ n, words: step.words, value: step.minutes < 0 ? `−${-step.minutes} 分` : step.minutes ? times.length(step.minutes) : '' })),
    }
  }))
  return lines.reverse()
}

/** @type {Record<string, string>} */
const DISPUTE_WORDS = { open: '问过了，等答复', upheld: '您说得对，已改正', rejected: '看过了，不改' }

/** Points, each with its rule and what was said about it. @param {any[]} items @param {any[]} disputes */
function pointsOf(items, disputes) {
  const asked = new Map(disputes.map((one) => [one.entry_id, one]))
  return items.map((one) => {
    const dispute = asked.get(one.entry_id)
    return {
      id: one.entry_id,
      day: `${Number(one.day.slice(5, 7))}.${Number(one.day.slice(8))}`,
      title: one.reason,
      amount: one.amount > 0 ? `+${one.amount}` : String(one.amount).replace('-', '−'),
      up: one.amount > 0,
      rule: `规则：${one.rule} · 第 ${one.rule_version} 版`,
      recorded: `记于 ${times.date(one.recorded_at)} ${times.clock(one.recorded_at)}${one.part === 'cap' ? '，按每日上限算' : ''}`,
      said: dispute ? `${DISPUTE_WORDS[dispute.state]}${dispute.answer ? `：${dispute.answer}` : ''}` : '',
    }
  })
}

module.exports = { spanOf, daysOf, monthsOf, allOf, dutiesOf, pointsOf }
