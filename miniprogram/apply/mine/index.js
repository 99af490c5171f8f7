const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const draft = require('../own')
const { stepOf } = require('../fields')
const { ahead, pathOf } = require('../path')

// 我的报名: what happens now, the path, one act. The home of who has no number yet.
Page({
  data: {
    path: /** @type {any} */ (null), ahead: ahead(), none: false, phone: false, number: '', name: '', shift: '', begun: false, problem: /** @type {any} */ (null), busy: '',
    sheet: '', words: '', erasure: /** @type {any} */ (null), done: '',
  },
  onLoad() {
    this.keys = { withdraw: newKey(), appeal: newKey(), submit: newKey() }
  },
  async onShow() {
    if (!session.me()) return wx.restart('/pages/arrive/index')
    const kept = wx.read('my-application')
    if (kept) this.draw(kept)
    await this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/application')
    const none = !answer.ok && answer.problem.slug === 'no-application'
    if (!answer.ok && !none) return this.setData({ problem: answer.problem })
    const me = /** @type {import('../../utils/session').Me} */ (session.me())
    this.setData({ problem: null, none, phone: Boolean(me.phone), begun: Object.keys(draft.held().mine).length > 0 })
    if (none) return this.setData({ path: null })
    wx.write('my-application', answer.value)
    this.draw(answer.value)
    if (answer.value.state === 'passed') await this.welcome()
  },
  /** @param {any} told */
  draw(told) {
    this.told = told
    this.setData({ path: pathOf(told, clock.now()), none: false, number: told.volunteer_number, name: told.fields.name || '' })
  },
  /** The number is here: from now on this is a member's phone. */
  async welcome() {
    const me = await api.get('/v1/me')
    if (me.ok) session.remember(me.value)
    if (!session.isMember()) return
    const today = await api.get('/v1/me/today')
    const shift = today.ok && today.value.signup
    if (shift) this.setData({ shift: `${times.dayWords(shift.starts_at, clock.now())} ${times.clock(shift.starts_at)}，${shift.point_number} ${shift.point_name}` })
  },
  /** @param {any} event */
  go(event) {
    wx.go(event.currentTarget.dataset.url)
  },
  form() {
    wx.go('/apply/form/index')
  },
  learn() {
    wx.go('/train/courses/index')
  },
  /** The thing itself: its step of the form, or the camera there. @param {any} event */
  mend(event) {
    wx.go(`/apply/form/index?step=${stepOf(event.currentTarget.dataset.name)}&back=1`)
  },
  async handBack() {
    if (this.data.path.left) return this.setData({ problem: { title: `还差 ${this.data.path.left} 样`, detail: '补齐了，这里就能交回', status: 1 } })
    await this.act('submit', () => api.post('/v1/application/submit', { version: this.told.version }, this.keys.submit), '交回了，接着由原来的人看')
  },
  /** An act on the version that is seen; its key stays until the server has decided. @param {'withdraw' | 'appeal' | 'submit'} name @param {() => Promise<import('../../utils/api').Result>} send @param {string} done */
  async act(name, send, done) {
    if (this.data.busy) return
    this.setData({ busy: '正在送…', problem: null, done: '' })
    const answer = await send()
    this.setData({ busy: '', sheet: answer.ok ? '' : this.data.sheet })
    if (answer.ok || answer.problem.status) this.keys[name] = newKey()
    if (answer.ok) {
      draft.forget()
      wx.remove('application')
    }
    if (answer.ok || answer.problem.status === 409) await this.ask()
    this.setData(answer.ok ? { done } : { problem: answer.problem })
  },
  openWithdraw() {
    this.setData({ sheet: 'withdraw', problem: null })
  },
  openAppeal() {
    this.setData({ sheet: 'appeal', problem: null })
  },
  async openErase() {
    const answer = await api.get('/v1/me/erasure')
    this.setData(answer.ok ? { erasure: this.erasureOf(answer.value), sheet: 'erase', problem: null } : { problem: answer.problem })
  },
  /** @param {any} told */
  erasureOf(told) {
    return { ...told, due: told.due_at ? times.date(told.due_at) : '' }
  },
  close() {
    this.setData({ sheet: '' })
  },
  withdraw() {
    return this.act('withdraw', () => api.post('/v1/application/withdraw', { version: this.told.version }, this.keys.withdraw), '')
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ words: event.detail.value })
  },
  async appeal() {
    const words = this.data.words.trim()
    if (words.length < 2) return this.setData({ problem: { title: '还没写', detail: '一两句：哪里不对，为什么', status: 1 } })
    await this.act('appeal', () => api.post('/v1/application/appeal', { version: this.told.version, words }, this.keys.appeal), '申诉送到了')
  },
  /** Asked for, or taken back within seven days. */
  async erase() {
    if (this.data.busy) return
    this.setData({ busy: '正在记…', problem: null })
    const answer = this.data.erasure.state === 'asked' ? await api.remove('/v1/me/erasure') : await api.post('/v1/me/erasure', { understood: true })
    this.setData({ busy: '', ...(answer.ok ? { erasure: this.erasureOf(answer.value) } : { problem: answer.problem }) })
  },
  /** A new form; what the old one held is not used again. */
  again() {
    draft.forget()
    for (const key of ['application', 'my-application', 'form-step']) wx.remove(key)
    wx.go('/apply/form/index')
  },
  home() {
    wx.restart('/pages/home/index')
  },
})
