const api = require('../../utils/api')
const clock = require('../../utils/clock')
const session = require('../../utils/session')
const wx = require('../../utils/wx')
const { listOf } = require('../courses')

// 培训: what is not finished first, then what must be learnt, then the rest.
Page({
  data: { list: /** @type {any} */ (null), member: false, problem: /** @type {any} */ (null) },
  async onShow() {
    if (!session.me()) return wx.restart('/pages/arrive/index')
    this.setData({ member: session.isMember() })
    const kept = wx.read('courses')
    if (kept) this.setData({ list: listOf(kept, clock.now()) })
    await this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/courses')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.write('courses', answer.value.items)
    this.setData({ problem: null, list: listOf(answer.value.items, clock.now()) })
  },
  /** @param {any} event */
  open(event) {
    wx.go(`/train/course/index?id=${event.currentTarget.dataset.id}`)
  },
  resume() {
    wx.go(`/train/quiz/index?attempt=${this.data.list.resume.open}`)
  },
  shifts() {
    wx.restart(session.isMember() ? '/pages/home/index' : '/apply/mine/index')
  },
})
