const api = require('../../utils/api')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

// Opened by the code on a computer's screen: shows whose browser asks, and the number to compare.
Page({
  data: { state: 'reading', purpose: 'enter', number: '', browser: '', at: '', problem: /** @type {any} */ (null), busy: '' },
  /** @param {{scene?: string}} query */
  onLoad(query) {
    this.scene = decodeURIComponent(query.scene || '')
    this.read()
  },
  async read() {
    const kept = wx.read('sign-in')
    if (kept && kept.scene === this.scene) return this.show(kept.told) // killed in the middle: a code is read once
    const answer = await api.post(`/v1/console-sign-in/${this.scene}/scanned`, {})
    if (!answer.ok) return this.setData({ state: 'over', problem: answer.problem })
    wx.write('sign-in', { scene: this.scene, told: answer.value })
    this.show(answer.value)
  },
  /** @param {{number: string, browser: string, asked_at: string, purpose: string}} told */
  show({ number, browser, asked_at, purpose }) {
    this.setData({ state: 'ask', purpose, number, browser, at: times.seconds(asked_at) })
  },
  confirm() {
    return this.answer(() => api.post(`/v1/console-sign-in/${this.scene}/confirm`, { number: this.data.number }), 'confirmed')
  },
  deny() {
    return this.answer(() => api.post(`/v1/console-sign-in/${this.scene}/deny`, {}), 'denied')
  },
  /** @param {() => Promise<import('../../utils/api').Result>} send @param {string} state */
  async answer(send, state) {
    if (this.data.busy) return
    this.setData({ busy: '正在告诉电脑…' })
    const answer = await send()
    this.setData({ busy: '', ...(answer.ok ? { state } : { state: 'over', problem: answer.problem }) })
  },
  home() {
    wx.restart('/pages/home/index')
  },
})
