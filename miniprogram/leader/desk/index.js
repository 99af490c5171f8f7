const api = require('../../utils/api')
const clock = require('../../utils/clock')
const session = require('../../utils/session')
const team = require('../../utils/team')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

// 队长的事: who is on duty now, what waits for a word, the shifts to call the roll of.
Page({
  data: { shifts: /** @type {any[]} */ ([]), posts: /** @type {any[]} */ ([]), people: 0, waits: 0, known: false, problem: /** @type {any} */ (null) },
  onShow() {
    if (!session.leads()) return wx.restart('/pages/home/index')
    return this.ask()
  },
  async ask() {
    const me = session.me()
    const day = times.day(clock.now())
    const [shifts, now, checkIns, corrections] = await Promise.all([
      api.get(`/v1/shifts?unit=${encodeURIComponent(me ? me.unit_path || '' : '')}&first=${day}&days=2`), api.get('/v1/duty/now'), api.get('/v1/review/checkins'), api.get('/v1/review/corrections'),
    ])
    const failed = [shifts, now, checkIns, corrections].find((one) => !one.ok)
    if (failed && !failed.ok) return this.setData({ problem: failed.problem })
    const posts = now.value.items.map((/** @type {any} */ post) => ({
      number: post.point_number,
      title: `${post.point_number} ${post.point_name}`,
      people: post.people.map((/** @type {any} */ one) => ({ id: one.person_id, name: one.name, text: `${times.clock(one.in_at)} 到岗${one.waits ? ' · 等核对' : ''}` })),
    }))
    this.setData({
      known: true,
      problem: null,
      shifts: team.shiftsOf(shifts.value.items, clock.now()).slice(0, 4),
      posts,
      people: posts.reduce((/** @type {number} */ sum, /** @type {any} */ post) => sum + post.people.length, 0),
      waits: checkIns.value.items.length + corrections.value.items.length,
    })
  },
  /** @param {any} event */
  go(event) {
    wx.go(event.currentTarget.dataset.url)
  },
})
