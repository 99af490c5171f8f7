// Every request to the server passes here: signing in again, the time-out, keys of acts, refusals in words.
const config = require('../config')
const clock = require('./clock')
const session = require('./session')
const words = require('./words')
const wx = require('./wx')

const TIMEOUT_MS = 8000

/**
 * @typedef {import('./words').Told} Told
 * @typedef {{ok: true, value: any} | {ok: false, problem: Told}} Result  `problem` is what to show: title, detail, act
 * @typedef {{method?: string, body?: unknown, bytes?: ArrayBuffer, key?: string, type?: string}} Options
 */

/** @type {Promise<Result> | null} */
let signingIn = null

/** Sign in with WeChat, once however many ask at the same time. @returns {Promise<Result>} */
function signIn() {
  signingIn = signingIn || login().finally(() => { signingIn = null })
  return signingIn
}

/** @returns {Promise<Result>} */
async function login() {
  const code = await wx.login()
  if (!code.ok) return { ok: false, problem: words.unreached() }
  const answer = await send('/v1/login', { method: 'POST', body: { code: code.value.code, device: wx.platform() } })
  if (answer.ok) session.begin(answer.value.token, answer.value.me)
  return answer
}

/** Ask the server; a session that is over is renewed and the question repeated once. @param {string} path @param {Options} [options] @returns {Promise<Result>} */
async function call(path, options) {
  if (!session.token()) {
    const signed = await signIn()
    if (!signed.ok) return signed
  }
  const used = session.token()
  const first = await send(path, options)
  if (first.ok || first.problem.status !== 401) return first
  const signed = await renew(used)
  return signed.ok ? send(path, options) : signed
}

/** A session that is over is renewed, unless another question has done it meanwhile. @param {string | null} used @returns {Promise<Result>} */
async function renew(used) {
  if (session.token() === used) session.end()
  return session.token() ? { ok: true, value: null } : signIn()
}

/** @param {string} path @param {Options} [options] @returns {Promise<Result>} */
async function send(path, options = {}) {
  const answer = await wx.request({
    url: config.api + path,
    method: options.method || 'GET',
    data: options.bytes || options.body,
    header: headers(options),
    timeout: TIMEOUT_MS,
  })
  if (!answer.ok) return { ok: false, problem: words.unreached() }
  const { statusCode, data, header } = answer.value
  if (data && data.server_at) clock.heard(data.server_at)
  if (statusCode < 300) return { ok: true, value: data }
  return { ok: false, problem: words.tell(statusCode, data, header['retry-after'] || header['Retry-After']) }
}

/** @param {Options} options */
function headers(options) {
  /** @type {Record<string, string>} */
  const told = { 'content-type': options.bytes ? options.type || 'image/jpeg' : 'application/json' }
  if (session.token()) told.authorization = `Bearer ${session.token()}`
  if (options.key) told['idempotency-key'] = options.key
  return told
}

/** @param {string} path */
const get = (path) => call(path)
/** @param {string} path @param {unknown} body @param {string} [key] */
const post = (path, body, key) => call(path, { method: 'POST', body: body === undefined ? {} : body, key })
/** @param {string} path @param {unknown} body */
const put = (path, body) => call(path, { method: 'PUT', body })
/** @param {string} path */
const remove = (path) => call(path, { method: 'DELETE' })

/** Send a photo of the phone as it is. @param {string} path @param {string} file @param {string} [method] @returns {Promise<Result>} */
async function photo(path, file, method = 'POST') {
  const read = await wx.readFile(file)
  if (!read.ok) return { ok: false, problem: words.tell(400, { type: '/problems/photo-refused' }) }
  return call(path, { method, bytes: read.value.data })
}

/** A file of the server, such as a certificate: `value` is its temporary name on the phone. @param {string} path @returns {Promise<Result>} */
async function file(path) {
  const known = session.token() ? { ok: true } : await signIn()
  if (!known.ok) return /** @type {Result} */ (known)
  const used = session.token()
  const first = await fetchFile(path)
  if (first.ok || first.problem.status !== 401) return first
  const again = await renew(used)
  return again.ok ? fetchFile(path) : again
}

/** @param {string} path @returns {Promise<Result>} */
async function fetchFile(path) {
  const answer = await wx.download({ url: config.api + path, header: signed() })
  if (!answer.ok) return { ok: false, problem: words.unreached() }
  const { statusCode, tempFilePath } = answer.value
  return statusCode < 300 ? { ok: true, value: tempFilePath } : { ok: false, problem: words.tell(statusCode, {}) }
}

/** What a download sends along. */
const signed = () => ({ authorization: `Bearer ${session.token()}` })

module.exports = { signIn, signed, get, post, put, remove, photo, file, url: (/** @type {string} */ path) => config.api + path }
