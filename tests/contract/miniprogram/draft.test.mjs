// The draft of an application: what waits, what storage never holds, what is asked for again after a restart.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const require = createRequire(import.meta.url)
const { makeDraft } = require('../../../miniprogram/apply/draft.js')
const { STEPS, isSecret } = require('../../../miniprogram/apply/fields.js')

/** A phone's storage, and a server that is reached or not. */
function phone() {
  const held = new Map()
  const told = { version: 0, fields: {}, network: true }
  const store = { read: (key) => held.get(key) ?? null, write: (key, value) => held.set(key, structuredClone(value)), remove: (key) => held.delete(key) }
  const server = { put: async (_, { fields }) => (told.network ? { ok: true, value: { version: (told.version += 1), fields: Object.assign(told.fields, fields) } } : { ok: false, problem: { status: 0 } }) }
  return { held, told, open: () => makeDraft(store, server, isSecret) }
}

test('what needs a consent of its own is secret, and nothing else', () => {
  assert.deepEqual(STEPS.flatMap(({ fields }) => fields).map(({ name }) => name).filter(isSecret), ['document_number', 'photo', 'health_fit', 'health_note'])
})

test('an identity number is in no storage before, while and after it is sent', async () => {
  const { held, told, open } = phone()
  const draft = open()
  told.network = false
  draft.keep('name', '周㛃')
  draft.keep('document_number', '439900185001010071')
  await draft.send()
  draft.settle('name', true, 3)

  assert.equal(draft.held().mine.document_number, '439900185001010071')
  assert.equal(JSON.stringify([...held]).includes('439900185001010071'), false)
  told.network = true
  await draft.send()
  assert.deepEqual([told.fields, draft.held().mine, draft.lost()], [{ name: '周㛃', document_number: '439900185001010071' }, {}, []])
})

test('after a restart the words are there, the secret is asked for again until it is written', async () => {
  const { told, open } = phone()
  told.network = false
  open().keep('document_number', '439900185001010071')
  let draft = open()
  draft.keep('name', '周㛃')
  await draft.send()
  draft = open()

  assert.deepEqual([draft.held().mine, draft.lost()], [{ name: '周㛃' }, ['document_number']])
  told.network = true
  await draft.send()
  assert.deepEqual([told.fields, draft.lost()], [{ name: '周㛃' }, ['document_number']])
  draft.keep('document_number', '439900185001010071')
  assert.deepEqual(draft.lost(), [])
  draft.keep('health_note', '')
  draft.forget()
  assert.deepEqual([draft.held(), draft.lost()], [{ version: 0, mine: {}, secret: [] }, []])
})
