// What the member's and the leader's pages decide without a phone.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const require = createRequire(import.meta.url)
const from = (name) => require(`../../../miniprogram/utils/${name}.js`)

test('bars of a month stand on their days, measured solid and attested striped, the highest full', () => {
  const { daysOf, spanOf } = from('hours')
  assert.deepEqual(spanOf('month', '2028-02-09'), { first: '2028-02-01', last: '2028-02-29' })
  const bars = daysOf([{ day: '2028-02-03', minutes_measured: 180, minutes_attested: 0 }, { day: '2028-02-29', minutes_measured: 0, minutes_attested: 90 }], '2028-02-29')
  assert.equal(bars.length, 29)
  assert.deepEqual([bars[2], bars[28], bars[0]], [{ name: '3', solid: 100, striped: 0 }, { name: '29', solid: 0, striped: 50 }, { name: '1', solid: 0, striped: 0 }])
})

test('an evening that ends after midnight is asked back as one span, in the time of China', () => {
  const { spanOf } = from('corrections')
  assert.deepEqual(spanOf('2026-11-23', '19:00', '22:00'), { in_at: '2026-11-23T11:00:00.000Z', out_at: '2026-11-23T14:00:00.000Z' })
  assert.deepEqual(spanOf('2026-11-23', '22:00', '01:30'), { in_at: '2026-11-23T14:00:00.000Z', out_at: '2026-11-23T17:30:00.000Z' })
  assert.deepEqual([spanOf('2026-11-23', '7pm', '22:00'), spanOf('2026-11-23', '19:00', '25:00')], [null, null])
})

test('a roll call leaves out the leader, who is there already, and who only waits for a place', () => {
  const { rollOf, groupsOf } = from('team')
  const person = (id, state = 'signed-up') => ({ person_id: id, volunteer_number: `01-01-000${id}`, name: id, state })
  const roster = [person('1'), person('2'), person('3'), person('4', 'waiting')]
  const { people, done } = rollOf(roster, [{ person_id: '3' }], '1', 'in')
  assert.deepEqual([people.map((one) => one.name), done], [['2'], 1])
  assert.deepEqual(rollOf(roster, [{ person_id: '3' }], '1', 'out').people.map((one) => one.name), ['3'])
  const chosen = [['2', '没带手机'], ['3', '没有微信'], ['5', '没带手机']].map(([number, reason]) => ({ number, reason, chosen: true }))
  assert.deepEqual(groupsOf([...chosen, { number: '6', reason: '没带手机', chosen: false }]), [{ reason: '没带手机', numbers: ['2', '5'] }, { reason: '没有微信', numbers: ['3'] }])
})

test('squares become one picture with a quiet zone of four', () => {
  const picture = decodeURIComponent(from('qr').pictureOf(['110', '001', '000']))
  assert.match(picture, /viewBox='0 0 11 11'/)
  assert.match(picture, /d='M4 4h2v1h-2zM6 5h1v1h-1z'/)
})

test('the wall shows what counts in colour, and what comes next by how near it is', () => {
  const { wallOf } = from('honours')
  const award = (id, state) => ({ award_id: id, medal: id, state, kind: 'medal', title: id, issued_on: '2026-01-16', code: '' })
  const next = [{ medal: 'far', have: 1, need: 10, words: '还差 9 次' }, { medal: 'near', have: 4, need: 5, words: '还差 1 周，每周至少一次执勤' }]
  const wall = wallOf({ items: [award('a', 'issued'), award('b', 'revoked')], next }, (path) => path)
  assert.deepEqual(wall.won, [{ id: 'a', title: 'a', day: '2026.1.16', picture: '/v1/medals/a.png' }])
  assert.deepEqual(wall.next.map((one) => [one.medal, one.short, one.share]), [['near', '差 1 周', 80], ['far', '差 9 次', 10]])
})

test('a card is known by its signed string, in an address or alone, and a number on paper is none', () => {
  const { cardIn } = from('team')
  const [screen, paper] = ['7'.repeat(132), 'k'.repeat(128)]
  assert.deepEqual([`HTTPS://FORCE.CN/C/${screen}`, screen, `https://force.cn/c/${paper}`, '01-01-0002', `${screen}0`, `https://force.cn/x/${paper}`].map(cardIn), [screen, screen, paper, '', '', ''])
})
