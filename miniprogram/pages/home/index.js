const api = require('../../utils/api')
const clock = require('../../utils/clock')
const outbox = require('../../utils/outbox')
const places = require('../../utils/places')
const session = require('../../utils/session')
const settings = require('../../utils/settings')
const times = require('../../utils/times')
const { homeOf } = require('../../utils/today')
const wx = require('../../utils/wx')

const TICK_MS = 20_000

// 今日: from storage at once, then from one answer of the server.
Page({
  data: { head: '', number: '', elder: false, home: /** @type {any} */ (null), problem: /** @type {any} */ (null), asOf: '', kept: 0, refused: /** @type {any[]} */ ([]) },
  async onShow() {
    if (!session.me()) return wx.restart('/pages/arrive/index')
    if (!session.isMember()) return wx.restart('/apply/mine/index')
    this.draw(wx.read('today'), true)
    this.unwatch = settings.watch(() => this.redraw())
    this.ticking = setInterval(() => this.draw(wx.read('today'), Boolean(this.data.asOf)), TICK_MS)
    await outbox.sendAll()
    await this.ask()
  },
  onHide() {
    this.rest()
  },
  onUnload() {
    this.rest()
  },
  rest() {
    clearInterval(this.ticking)
    if (this.unwatch) this.unwatch()
  },
  async ask() {
    const answer = await api.get('/v1/me/today')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.write('today', answer.value)
    this.setData({ problem: null })
    this.draw(answer.value, false)
    places.learn(answer.value)
  },
  /** @param {any} today @param {boolean} old */
  draw(today, old) {
    const me = /** @type {import('../../utils/session').Me} */ (session.me())
    const now = clock.now()
    this.setData({
      head: settings.settings().elder ? me.name : `${times.greeting(now)}，${me.name || '您好'}`,
      number: me.volunteer_number || '',
      elder: settings.settings().elder,
      home: today ? homeOf(today, now) : null,
      asOf: today && old ? times.clock(today.server_at) : '',
      kept: outbox.waiting().length,
      refused: outbox.refused(),
    })
  },
  redraw() {
    this.draw(wx.read('today'), Boolean(this.data.asOf))
  },
  checkIn() {
    const { home } = this.data
    wx.go(home.state === 'duty' ? '/pages/duty/index' : '/pages/checkin/index?way=in')
  },
  /** @param {any} event */
  open(event) {
    wx.go(event.currentTarget.dataset.url)
  },
  shifts() {
    wx.go('/pages/shifts/index')
  },
  /** @param {any} event */
  seen(event) {
    outbox.forget(event.currentTarget.dataset.key)
    this.draw(wx.read('today'), false)
  },
})
