const api = require('../../utils/api')
const clock = require('../../utils/clock')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const KINDS = /** @type {const} */ (['checkins', 'corrections'])

// 等您核对: check-ins that the machine cannot decide, and corrections; the longest waiting first.
Page({
  data: { items: /** @type {any[]} */ ([]), known: false, problem: /** @type {any} */ (null) },
  onShow() {
    if (!session.leads()) return wx.restart('/pages/home/index')
    return this.ask()
  },
  async ask() {
    const answers = await Promise.all(KINDS.map((kind) => api.get(`/v1/review/${kind}`)))
    const failed = answers.find((answer) => !answer.ok)
    if (failed && !failed.ok) return this.setData({ problem: failed.problem })
    const lines = answers.flatMap((answer, n) => (answer.ok ? answer.value.items : []).map((/** @type {any} */ one) => ({
      id: one.subject_id,
      since: one.since,
      sign: n ? 'pencil' : 'ring-question',
      title: `${one.name} · ${n ? '补卡' : '打卡'} · ${one.point_number}`,
      text: `${one.about} · ${times.dayWords(one.since, clock.now())} ${times.clock(one.since)}`,
      url: `/leader/review/index?kind=${KINDS[n]}&person=${one.person_id}&id=${one.subject_id}&name=${encodeURIComponent(one.name)}`,
    })))
    this.setData({ items: lines.sort((one, other) => one.since.localeCompare(other.since)), known: true, problem: null })
  },
  /** @param {any} event */
  go(event) {
    wx.go(event.currentTarget.dataset.url)
  },
})
