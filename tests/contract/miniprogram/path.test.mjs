// The applicant's own way, in words: who is waited for, and until when.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import test from 'node:test'

const require = createRequire(import.meta.url)
const { pathOf } = require('../../../miniprogram/apply/path')

const NOW = Date.parse('2026-11-24T02:00:00Z')
const GATES = { willingness: '志愿关', political: '政治关', fitness: '身体关', skills: '技能关', publicity: '公示', number: '编号' }

/** @param {string} state of the gate the application is at @param {object} more */
function told(state, more) {
  const way = Object.entries(GATES).map(([gate, words], n) => ({ gate, words, state: n ? 'ahead' : state, at: '2026-11-23T06:00:00Z', ends_on: null, usual_days: n ? null : 2 }))
  return { state, number: '26-0001', missing: [], fields: {}, verdict: null, due_on: null, way, ...more }
}

test('who waits for us reads until when, at a gate and of an appeal', () => {
  const atGate = pathOf({ ...told('now', { due_on: '2026-11-27' }), state: 'review' }, NOW)
  const usual = pathOf({ ...told('now', {}), state: 'review' }, NOW)
  const appealed = pathOf(told('appealed', { due_on: '2026-11-30', way: [] }), NOW)

  assert.deepEqual(atGate.nodes[0].lines, ['正在看您的志愿，您不用做什么', '已等 1 个工作日，最晚 11 月 27 日答复'])
  assert.deepEqual(usual.nodes[0].lines, ['正在看您的志愿，您不用做什么', '已等 1 个工作日，一般 2 天'])
  assert.equal(appealed.lead, '换了一个人看，最晚 11 月 30 日答复')
})

test('whom we wait for reads by when to mend, and what happens otherwise', () => {
  const verdict = { by_name: '王招录', at: '2026-11-23T06:00:00Z', why: '看不清脸', things: [{ name: 'photo', words: '照片', done: false }] }

  const path = pathOf(told('returned', { verdict, due_on: '2026-12-23' }), NOW)

  assert.equal(path.title, '请您补一样东西')
  assert.equal(path.lead, '王招录 11 月 23 日退回，不是没通过。12 月 23 日前补好交上来，过了就关闭，可以再报')
})
