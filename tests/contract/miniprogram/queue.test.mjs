// 200 random nights of a phone's queue: answers lost, doubled and late, the app killed anywhere; each act is held once at the end.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const require = createRequire(import.meta.url)
const { makeQueue } = require('../../../miniprogram/utils/queue.js')
const ROUNDS = Number(process.env.ROUNDS ?? 200)

/** A small generator of chance, the same for the same seed. */
function chance(seed) {
  let state = seed + 1
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

/** A phone's storage: it outlives the app. */
function storage() {
  const held = new Map()
  return { read: (key) => held.get(key) ?? null, write: (key, value) => held.set(key, structuredClone(value)), remove: (key) => held.delete(key), keys: () => [...held.keys()] }
}

/** A server that keeps each key once, and a network between that loses questions and answers. */
function server(random) {
  const held = new Map()
  const order = []
  const network = { good: 0.5 }
  const underway = [] // questions that the phone has given up, and that arrive all the same
  const late = new Set()
  const arrive = (act) => {
    if (held.has(act.key)) return
    held.set(act.key, act.body)
    order.push(act.key)
  }
  const deliver = () => underway.splice(0).forEach(arrive)
  const send = async (act) => {
    if (random() > network.good) {
      if (random() < 0.3 && late.add(act.key)) underway.push(act)
      return { ok: false, problem: { status: 0, slug: 'no-network' } } // the question was lost, or seems so
    }
    arrive(act)
    if (random() < 0.2) await act.app.kill() // the app ends while the answer is on its way
    if (random() > network.good) return { ok: false, problem: { status: 0, slug: 'no-network' } } // the answer was lost
    if (random() < 0.1) return { ok: false, problem: { status: 503, slug: 'store-unavailable' } }
    return { ok: true, value: {} }
  }
  return { held, order, network, late, deliver, send }
}

class Killed extends Error {}

async function night(seed) {
  const random = chance(seed)
  const store = storage()
  const there = server(random)
  const done = []
  const app = { kill: () => Promise.reject(new Killed()) }
  const open = () => makeQueue(store, (act) => there.send({ ...act, app }), () => 1_000_000 + done.length)
  let queue = open()
  for (let step = 0; step < 30; step += 1) {
    if (random() < 0.4 && done.length < 15) {
      const key = `key-${done.length}`
      assert.equal(queue.keep({ key, path: '/v1/checkins', body: { n: done.length } }), true)
      queue.keep({ key, path: '/v1/checkins', body: { n: 'a double tap' } })
      done.push(key)
    }
    const rounds = [queue.sendAll(), random() < 0.5 ? queue.sendAll() : null] // two wishes at once are one round
    await Promise.all(rounds).catch((fault) => { if (!(fault instanceof Killed)) throw fault })
    if (random() < 0.2) there.deliver()
    if (random() < 0.3) queue = open() // opened anew over the same storage
  }
  there.network.good = 1
  for (let n = 0; n < 200 && queue.waiting().length; n += 1) await queue.sendAll().catch(() => { queue = open() })
  there.deliver()
  return { done, there, queue }
}

test(`the server holds each act once and in order, and the phone nothing, in ${ROUNDS} random nights of lost, doubled and late answers and kills`, async () => {
  for (let seed = 0; seed < ROUNDS; seed += 1) {
    const { done, there, queue } = await night(seed)

    const inTime = (keys) => keys.filter((key) => !there.late.has(key)) // the network itself may turn the others round
    assert.deepEqual(inTime(there.order), inTime(done), `seed ${seed}`)
    assert.deepEqual(done.map((key) => there.held.get(key)?.n), done.map((_, n) => n), `seed ${seed}`)
    assert.equal(there.order.length, done.length, `seed ${seed}`)
    assert.deepEqual(queue.all(), [], `seed ${seed}`)
  }
})

test('a refusal stays until the person has seen it, and lets the next act pass', async () => {
  const store = storage()
  const queue = makeQueue(store, async (act) => (act.key === 'a' ? { ok: false, problem: { status: 422, slug: 'not-there', title: '还没到集结点' } } : { ok: true, value: {} }), () => 5)
  for (const key of ['a', 'b']) queue.keep({ key, path: '/', body: {} })

  await queue.sendAll()

  assert.deepEqual(queue.all().map((act) => [act.key, act.refusal.slug]), [['a', 'not-there']])
  queue.forget('a')
  assert.deepEqual(queue.all(), [])
})

test('the phone holds twenty acts and says so, and gives up after three days', async () => {
  let now = 0
  const queue = makeQueue(storage(), async () => ({ ok: false, problem: { status: 0, slug: 'no-network' } }), () => now)
  const kept = Array.from({ length: 21 }, (_, n) => queue.keep({ key: `k${n}`, path: '/', body: {} }))

  now = 73 * 3600_000
  await queue.sendAll()

  assert.deepEqual(kept, [...Array(20).fill(true), false])
  assert.equal(queue.waiting().length, 0)
  assert.deepEqual(new Set(queue.refused().map((act) => act.refusal.slug)), new Set(['queued-too-late']))
})
