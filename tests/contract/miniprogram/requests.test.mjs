// The one way to the server and the queue over it, with WeChat's calls played: signing in anew once, keys kept, what is late.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { beforeEach, test } from 'node:test'

const require = createRequire(import.meta.url)
const held = new Map()
let asked = []
/** What the server answers: status, body, headers; null is no network. */
let server = () => [200, {}]

globalThis.wx = {
  getStorageSync: (key) => held.get(key) ?? '',
  setStorageSync: (key, value) => held.set(key, structuredClone(value)),
  removeStorageSync: (key) => held.delete(key),
  getStorageInfoSync: () => ({ keys: [...held.keys()] }),
  getDeviceInfo: () => ({ platform: 'android' }),
  login: ({ success }) => setTimeout(() => success({ code: 'c' })),
  request(options) {
    const question = { path: options.url.replace(/^https?:\/\/[^/]*/, ''), method: options.method, key: options.header['idempotency-key'], token: options.header.authorization, body: options.data, timeout: options.timeout }
    asked.push(question)
    const answer = server(question)
    const late = question.path === '/v1/slow' && question.token === 'Bearer old' ? 60 : 0
    setTimeout(() => (answer ? options.success({ statusCode: answer[0], data: answer[1], header: answer[2] ?? {} }) : options.fail({ errMsg: 'request:fail timeout' })), late)
  },
  reLaunch: ({ url, success }) => { asked.push({ page: url }); success({}) },
}
const api = require('../../../miniprogram/utils/api.js')
const outbox = require('../../../miniprogram/utils/outbox.js')
const me = (person) => ({ person_id: person, consents: [], grants: [], volunteer_number: null })
const problem = (slug, more = {}) => ({ type: `/problems/${slug}`, ...more })

beforeEach(() => {
  held.clear()
  asked = []
})

test('four questions with a session that is over, one answered late, sign in once, and each is asked once more under its own key', async () => {
  held.set('token', 'old')
  server = ({ path, token }) => (path === '/v1/login' ? [200, { token: 'new', me: me('p') }] : token === 'Bearer new' ? [201, { path }] : [401, problem('session-expired')])

  const answers = await Promise.all([api.get('/v1/a'), api.post('/v1/b', {}, 'KEY-B'), api.put('/v1/c', {}), api.get('/v1/slow')])

  assert.deepEqual(answers.map((one) => one.value.path), ['/v1/a', '/v1/b', '/v1/c', '/v1/slow'])
  assert.equal(asked.filter(({ path }) => path === '/v1/login').length, 1)
  assert.deepEqual(asked.filter(({ path }) => path === '/v1/b').map(({ key }) => key), ['KEY-B', 'KEY-B'])
  assert.deepEqual(new Set(asked.map(({ timeout }) => timeout)), new Set([8000]))
})

test('a session that is over twice is told, not asked for ever', async () => {
  server = ({ path }) => (path === '/v1/login' ? [200, { token: 'new', me: me('p') }] : [401, problem('session-expired')])

  const answer = await api.get('/v1/a')

  assert.deepEqual([answer.ok, answer.problem.status, asked.filter(({ path }) => path === '/v1/a').length], [false, 401, 2])
})

test('no answer, too many questions and a page of a gateway are told in words', async () => {
  held.set('token', 't')
  const said = []
  for (const answer of [null, [429, problem('too-often'), { 'Retry-After': '20' }], [502, '<html>']]) {
    server = () => answer
    const { problem: told } = await api.get('/v1/a')
    said.push([told.status, told.title, told.detail.includes('20')])
  }

  assert.deepEqual(said.map(([status, , waits]) => [status, waits]), [[0, false], [429, true], [502, false]])
  assert.equal(said[0][1], '没连上网')
})

test('somebody else on the phone finds the colours and the clock, and the first page', async () => {
  for (const [key, value] of Object.entries({ me: me('former'), token: '', today: { secret: 1 }, draft: { mine: {} }, settings: { elder: true }, clock: 5 })) held.set(key, value)
  server = () => [200, { token: 'new', me: me('another') }]

  await api.signIn()

  assert.deepEqual([...held.keys()].sort(), ['clock', 'me', 'settings', 'token'])
  assert.deepEqual(asked.at(-1), { page: '/pages/arrive/index' })
})

test('a tap whose answer was lost goes as it was; only when its moment is over it goes as a late one', async () => {
  held.set('token', 't')
  outbox.keep({ key: 'TAP', path: '/v1/checkins', body: { way: 'in', nonce: 'n' } })
  server = () => null
  await outbox.sendAll()
  server = ({ key }) => (key === 'TAP' ? [409, problem('nonce-expired')] : [200, {}])
  await outbox.sendAll()

  assert.deepEqual(asked.map(({ key, body }) => [key, 'nonce' in body, 'captured_at' in body]), [['TAP', true, false], ['TAP', true, false], ['TAP-late', false, true]])
  assert.deepEqual(outbox.all(), [])
})
