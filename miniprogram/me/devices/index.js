const api = require('../../utils/api')
const clock = require('../../utils/clock')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

/** @type {Record<string, string>} */
const DEVICES = { ios: '苹果手机', android: '安卓手机', devtools: '开发工具', windows: '电脑', mac: '电脑' }

// 登录着的设备: this phone, other phones, computers; each may be sent out.
Page({
  data: { items: /** @type {any[]} */ ([]), known: false, busy: '', said: '', problem: /** @type {any} */ (null) },
  onLoad() {
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/sessions')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const when = (/** @type {string} */ at) => `${times.dayWords(at, clock.now())} ${times.clock(at)}`
    this.setData({
      known: true,
      problem: null,
      items: answer.value.items.map((/** @type {any} */ one) => ({
        id: one.session_id,
        here: one.this_one,
        sign: one.kind === 'phone' ? 'device' : 'home',
        title: one.this_one ? '这部手机' : DEVICES[one.device] || one.device || (one.kind === 'phone' ? '一部手机' : '一台电脑'),
        text: `${when(one.signed_in_at)} 登录 · 最近 ${when(one.last_seen_at)}`,
      })),
    })
  },
  on() {
    return this.data.problem ? this.ask() : wx.back()
  },
  /** @param {any} event */
  async end(event) {
    const { id } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id, said: '', problem: null })
    const answer = await api.remove(`/v1/me/sessions/${id}`)
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ said: '退出了' })
    await this.ask()
  },
})
