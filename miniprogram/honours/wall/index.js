const api = require('../../utils/api')
const { wallOf } = require('../../utils/honours')
const session = require('../../utils/session')
const wx = require('../../utils/wx')

// 荣誉墙: what is won in colour, what comes next as a silhouette with what is missing.
Page({
  data: { wall: /** @type {any} */ (null), newest: /** @type {any} */ (null), rest: /** @type {any[]} */ ([]), praises: /** @type {any[]} */ ([]), problem: /** @type {any} */ (null) },
  onShow() {
    if (!session.isMember()) return wx.restart('/pages/home/index')
    const kept = wx.read('honours')
    if (kept) this.draw(kept)
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/honours')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.write('honours', answer.value)
    this.draw(answer.value)
  },
  /** @param {any} told */
  draw(told) {
    const wall = wallOf(told, api.url)
    this.setData({ wall, newest: wall.won[0] || null, rest: wall.won.slice(1), praises: told.praises, problem: null })
  },
  /** @param {any} event */
  open(event) {
    wx.go(`/honours/certificate/index?id=${event.currentTarget.dataset.id}`)
  },
  papers() {
    wx.go('/honours/certificates/index')
  },
  card() {
    wx.go('/honours/card/index')
  },
  praise() {
    wx.go('/honours/praise/index')
  },
  rankings() {
    wx.go('/honours/rankings/index')
  },
})
