// Instants and lengths in the words of a neighbour, in China's time whatever the phone is set to.
const CHINA_MS = 8 * 3600_000
const DAY_MS = 24 * 3600_000

const local = (/** @type {string | number} */ at) => new Date(new Date(at).getTime() + CHINA_MS)
const two = (/** @type {number} */ n) => String(n).padStart(2, '0')

/** 18:45 @param {string | number} at */
const clock = (at) => `${two(local(at).getUTCHours())}:${two(local(at).getUTCMinutes())}`

/** 18:45:07 @param {string | number} at */
const seconds = (at) => `${clock(at)}:${two(local(at).getUTCSeconds())}`

/** 11 月 21 日 @param {string | number} at */
const date = (at) => `${local(at).getUTCMonth() + 1} 月 ${local(at).getUTCDate()} 日`

/** 2026-11-21 @param {string | number} at */
const day = (at) => local(at).toISOString().slice(0, 10)

/** 今天, 明天, 昨天, 11 月 21 日 周六 @param {string | number} at @param {number} now */
function dayWords(at, now) {
  const days = Math.round((Date.parse(day(at)) - Date.parse(day(now))) / DAY_MS)
  const near = { '-1': '昨天', 0: '今天', 1: '明天' }[days]
  return near || `${date(at)} 周${'日一二三四五六'[local(at).getUTCDay()]}`
}

/** 今晚, 今天, 明晚, 明天 … for the start of a shift @param {string | number} at @param {number} now */
function turnWords(at, now) {
  const words = dayWords(at, now)
  return local(at).getUTCHours() >= 18 && /^[今明]天$/.test(words) ? words.replace('天', '晚') : words
}

/** 1 小时 32 分 @param {number} minutes */
function length(minutes) {
  const hours = Math.floor(minutes / 60)
  return hours ? `${hours} 小时 ${two(minutes % 60)} 分` : `${minutes} 分`
}

/** 18.5 @param {number} minutes */
const hours = (minutes) => String(Math.round(minutes / 6) / 10)

/** 早上好, 中午好, 下午好, 晚上好 @param {number} now */
function greeting(now) {
  const hour = local(now).getUTCHours()
  if (hour < 5 || hour >= 18) return '晚上好'
  if (hour < 11) return '早上好'
  return hour < 14 ? '中午好' : '下午好'
}

module.exports = { clock, seconds, date, day, dayWords, turnWords, length, hours, greeting }
