// The ring of a duty: pure. A conic gradient from the top, by the share of the planned time.
const MINUTE_MS = 60_000
const LONGEST_MS = 6 * 3600_000

/** @param {any} duty @param {number} now */
function progressOf(duty, now) {
  const began = Date.parse(duty.in_at)
  const ends = duty.shift_ends_at ? Date.parse(duty.shift_ends_at) : began + LONGEST_MS
  const minutes = Math.max(0, Math.floor((now - began) / MINUTE_MS))
  const left = Math.ceil((ends - now) / MINUTE_MS)
  return { minutes, share: Math.max(0, Math.min(100, Math.round(((now - began) / (ends - began)) * 100))), left, planned: Boolean(duty.shift_ends_at) }
}

module.exports = { progressOf }
