const api = require('../../utils/api')
const clock = require('../../utils/clock')
const outbox = require('../../utils/outbox')
const { progressOf } = require('../../utils/progress')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const TICK_MS = 10_000
const ASK_MS = 60_000

// 执勤中: what has run, what is planned, how to leave; asks the server each minute while it is looked at.
Page({
  data: { duty: /** @type {any} */ (null), none: false, problem: /** @type {any} */ (null), hours: 0, rest: '00', left: '', share: 0, since: '', until: '', closes: '', waits: false, kept: 0, awake: false },
  async onShow() {
    if (!session.me()) return wx.restart('/pages/arrive/index')
    const today = wx.read('today')
    if (today && today.duty) this.draw(today.duty)
    this.ticking = setInterval(() => this.data.duty && this.draw(this.data.duty), TICK_MS)
    this.asking = setInterval(() => this.ask(), ASK_MS)
    await outbox.sendAll()
    await this.ask()
  },
  onHide() {
    clearInterval(this.ticking)
    clearInterval(this.asking)
  },
  onUnload() {
    clearInterval(this.ticking)
    clearInterval(this.asking)
    wx.keepScreenOn(false)
  },
  async ask() {
    const answer = await api.get('/v1/duty/current')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ problem: null, none: !answer.value.duty })
    const today = wx.read('today')
    if (today) wx.write('today', { ...today, duty: answer.value.duty, server_at: answer.value.server_at })
    if (answer.value.duty) this.draw(answer.value.duty)
  },
  /** @param {any} duty */
  draw(duty) {
    const { minutes, share, left, planned } = progressOf(duty, clock.now())
    this.setData({
      duty,
      hours: Math.floor(minutes / 60),
      rest: String(minutes % 60).padStart(2, '0'),
      share,
      left: !planned ? '没有排班，想走就走' : left > 0 ? `还有 ${times.length(left)}` : '到点了，可以收班',
      since: times.clock(duty.in_at),
      until: duty.shift_ends_at ? times.clock(duty.shift_ends_at) : '不限',
      closes: times.clock(duty.closes_at),
      waits: duty.waits,
      kept: outbox.waiting().length,
    })
  },
  leave() {
    wx.go('/pages/checkin/index?way=out')
  },
  prove() {
    wx.go(wx.read('waiting') ? '/pages/checkin/index?way=in&waiting=1' : '/pages/home/index')
  },
  emergency() {
    wx.call('110')
  },
  async stayAwake() {
    this.setData({ awake: !this.data.awake })
    await wx.keepScreenOn(this.data.awake)
  },
  home() {
    wx.restart('/pages/home/index')
  },
})
