// What the mini-program decides without a phone: words of time, the fence, home, shifts.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const require = createRequire(import.meta.url)
const from = (name) => require(`../../../miniprogram/utils/${name}.js`)
const times = from('times')
const fence = from('fence')

test('instants are told in the time of China, whatever the phone is set to', () => {
  assert.equal(times.clock('2026-11-23T11:05:00Z'), '19:05')
  assert.equal(times.seconds('2026-11-23T16:00:07Z'), '00:00:07')
  assert.equal(times.day('2026-11-23T16:00:00Z'), '2026-11-24')
  const now = Date.parse('2026-11-23T11:00:00Z')
  assert.deepEqual(['2026-11-23T12:00:00Z', '2026-11-24T01:00:00Z', '2026-11-27T01:00:00Z'].map((at) => times.turnWords(at, now)), ['今晚', '明天', '11 月 27 日 周五'])
})

test('lengths are told with their units', () => {
  assert.deepEqual([6, 60, 188].map(times.length), ['6 分', '1 小时 00 分', '3 小时 08 分'])
  assert.equal(times.hours(1110), '18.5')
})

test('somebody in the south-west is shown the way to the north-east', () => {
  const point = { latitude: 28.5, longitude: 109.5 }
  const told = fence.picture(point, 150, { latitude: 28.4960, longitude: 109.4955, accuracy: 12 }, 300)

  assert.equal(told.state, 'outside')
  assert.equal(told.towards, '东北')
  assert.ok(told.x < 150 && told.y > 150)
  assert.ok(told.x > 0 && told.y < 300)
})

test('a fix without accuracy, or a coarse one, is never more than a doubt', () => {
  assert.deepEqual([0, -1, NaN, 101].map((accuracy) => fence.judge(0, 150, accuracy)), Array(4).fill('uncertain'))
})

test('the seal knows a shift that comes, one that runs, and one that is over', () => {
  const { homeOf } = from('today')
  const today = { duty: null, month: { minutes_measured: 60, minutes_attested: 30 }, next_honour: null, waits: [], signup: { state: 'signed-up', shift_id: 's', starts_at: '2026-11-23T11:00:00Z', ends_at: '2026-11-23T14:00:00Z', duty_type: 'patrol', point_number: '042', point_name: '夜市' } }
  const state = (at) => homeOf(today, Date.parse(at)).state

  assert.deepEqual(['2026-11-23T10:44:59Z', '2026-11-23T10:45:00Z', '2026-11-23T14:30:00Z'].map(state), ['early', 'open', 'over'])
  assert.equal(homeOf(today, 0).hours, '1.5')
})

test('a shift offers the one act that is open', () => {
  const { lineOf } = from('shifts')
  const now = Date.parse('2026-11-23T11:00:00Z')
  const shift = { starts_at: '2026-11-25T11:00:00Z', ends_at: '2026-11-25T14:00:00Z', cancel_until: '2026-11-24T11:00:00Z', taken: 1, capacity: 2, minimum_team: 1, waiting: 0, my_state: null }
  const act = (more) => lineOf({ ...shift, ...more }, now).act

  assert.deepEqual([{}, { taken: 2 }, { my_state: 'signed-up' }, { my_state: 'signed-up', cancel_until: '2026-11-23T10:00:00Z' }, { my_state: 'waiting' }].map(act), ['我来', '排队等', '退这一班', '', '不排了'])
})
