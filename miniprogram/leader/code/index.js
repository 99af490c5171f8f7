const api = require('../../utils/api')
const clock = require('../../utils/clock')
const places = require('../../utils/places')
const session = require('../../utils/session')
const wx = require('../../utils/wx')

const TICK_MS = 1000

// 集结点的码: the digits of this half minute, for people without a fix to type or hear.
Page({
  data: { points: /** @type {any[]} */ ([]), point: '', name: '', digits: '', left: 0, awake: false, problem: /** @type {any} */ (null) },
  /** @param {{point?: string}} query */
  async onLoad(query) {
    await places.learn()
    const points = places.all()
    const point = query.point || (points[0] ? points[0].number : '')
    this.setData({ points: points.slice(0, 12), point })
    this.name()
    return this.ask()
  },
  onShow() {
    if (!session.leads()) return wx.restart('/pages/home/index')
    this.ticking = setInterval(() => this.tick(), TICK_MS)
  },
  onHide() {
    clearInterval(this.ticking)
  },
  onUnload() {
    clearInterval(this.ticking)
    wx.keepScreenOn(false)
  },
  name() {
    const known = places.pointOf(this.data.point)
    this.setData({ name: known ? known.name : '' })
  },
  async ask() {
    if (this.asking || !this.data.point) return
    this.asking = true
    const answer = await api.get(`/v1/assembly-points/${this.data.point}/code`)
    this.asking = false
    if (!answer.ok) return this.setData({ problem: answer.problem, digits: '' })
    this.changes = Date.parse(answer.value.changes_at)
    this.setData({ digits: answer.value.code, problem: null })
    this.tick()
  },
  tick() {
    const left = Math.max(0, Math.ceil(((this.changes || 0) - clock.now()) / 1000))
    this.setData({ left })
    if (!left && !this.data.problem) return this.ask()
  },
  /** @param {any} event */
  choose(event) {
    this.setData({ point: event.currentTarget.dataset.number, digits: '', problem: null })
    this.name()
    return this.ask()
  },
  async stayAwake() {
    this.setData({ awake: !this.data.awake })
    await wx.keepScreenOn(this.data.awake)
  },
})
