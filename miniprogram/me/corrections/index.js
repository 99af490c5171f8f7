const api = require('../../utils/api')
const { lineOf } = require('../../utils/corrections')
const wx = require('../../utils/wx')

// 补卡: what was asked for, beside what was recorded, and what was said about it.
Page({
  data: { items: /** @type {any[]} */ ([]), known: false, busy: '', problem: /** @type {any} */ (null) },
  onShow() {
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/corrections')
    this.setData(answer.ok ? { items: answer.value.items.map(lineOf), known: true, problem: null } : { problem: answer.problem })
  },
  start() {
    wx.go('/me/correction/index')
  },
  /** @param {any} event */
  async withdraw(event) {
    const { id } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id })
    const answer = await api.post(`/v1/corrections/${id}/withdraw`, {})
    this.setData({ busy: '', problem: answer.ok ? null : answer.problem })
    if (answer.ok) await this.ask()
  },
  /** @param {any} event */
  async photo(event) {
    const { id } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id })
    const taken = await wx.photograph()
    if (!taken.ok) return this.setData({ busy: '', problem: taken.why === 'cancelled' ? null : { status: 1, title: '没开相机', detail: '不附照片，队长也能核' } })
    const answer = await api.photo(`/v1/corrections/${id}/photo`, taken.value)
    this.setData({ busy: '', problem: answer.ok ? null : answer.problem })
    if (answer.ok) await this.ask()
  },
})
