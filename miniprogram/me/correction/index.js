const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { spanOf } = require('../../utils/corrections')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const DAYS_BACK = 7 // Source: duty's corrections
const DAY_MS = 24 * 3600_000
const REASONS = ['手机没电了', '忘了打离岗', '当时没有网', '没带手机']

// 我要补卡: which duty, from when to when, why, who saw it.
Page({
  data: {
    duties: /** @type {any[]} */ ([]), chosen: '', days: /** @type {any[]} */ ([]), day: '', point: '', from: '', to: '', reasons: REASONS, reason: '', evidence: '',
    known: false, fault: '', busy: '', problem: /** @type {any} */ (null),
  },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.key = newKey()
    const now = clock.now()
    const days = Array.from({ length: DAYS_BACK }, (_, back) => ({ day: times.day(now - back * DAY_MS), words: times.dayWords(now - back * DAY_MS, now) }))
    this.setData({ days, day: days[0].day, ...wx.read('correction-draft') })
    return this.ask(query.id || '')
  },
  /** Duties of the last days that may be corrected. @param {string} id */
  async ask(id) {
    const months = [...new Set([this.data.days[0].day, this.data.days[DAYS_BACK - 1].day].map((day) => day.slice(0, 7)))]
    const answers = await Promise.all(months.map((month) => api.get(`/v1/duty/sessions?month=${month}`)))
    const items = answers.flatMap((answer) => (answer.ok ? answer.value.items : []))
    const oldest = this.data.days[DAYS_BACK - 1].day
    const duties = items.filter((one) => one.state !== 'open' && !one.corrected && times.day(one.in_at) >= oldest).map((one) => ({
      id: one.session_id,
      day: times.day(one.in_at),
      from: times.clock(one.shift_starts_at && one.shift_starts_at > one.in_at ? one.shift_starts_at : one.in_at),
      to: one.out_at && one.state === 'closed' ? times.clock(one.out_at) : one.shift_ends_at ? times.clock(one.shift_ends_at) : '',
      title: `${times.dayWords(one.in_at, clock.now())} ${times.clock(one.in_at)} · ${one.point_number}`,
      text: one.state === 'missing-out' ? '忘了离岗，时长先记 0' : one.out_at ? `${times.clock(one.out_at)} 离岗` : '没有离岗',
    }))
    const failed = answers.find((answer) => !answer.ok)
    this.setData({ duties, known: true, problem: failed && !failed.ok ? failed.problem : null })
    const first = duties.find((one) => one.id === id) || (duties.length === 1 && !this.data.from ? duties[0] : null)
    if (first) this.take(first)
  },
  /** @param {any} event */
  choose(event) {
    const duty = this.data.duties.find((one) => one.id === event.currentTarget.dataset.id)
    if (duty) this.take(duty)
    else this.keep({ chosen: 'none' })
  },
  /** @param {any} duty */
  take(duty) {
    this.keep({ chosen: duty.id, day: duty.day, from: duty.from, to: duty.to })
  },
  /** @param {any} event */
  chooseDay(event) {
    this.keep({ day: event.currentTarget.dataset.day })
  },
  /** @param {any} event */
  because(event) {
    this.keep({ reason: event.currentTarget.dataset.reason })
  },
  /** @param {any} event */
  typed(event) {
    this.keep({ [event.currentTarget.dataset.field]: event.detail.value })
  },
  /** What was written stays on the phone until it has been sent. @param {any} parts */
  keep(parts) {
    this.setData({ ...parts, fault: '' })
    const { chosen, day, point, from, to, reason, evidence } = this.data
    wx.write('correction-draft', { chosen, day, point, from, to, reason, evidence })
  },
  async send() {
    const { chosen, day, point, from, to, reason, evidence, busy } = this.data
    if (busy) return
    const span = spanOf(day, from.trim().replace('：', ':').padStart(5, '0'), to.trim().replace('：', ':').padStart(5, '0'))
    const known = chosen && chosen !== 'none'
    if (!span) return this.setData({ fault: '时间写成 19:05 这样' })
    if (!known && !/^\d{1,4}$/.test(point.trim())) return this.setData({ fault: '写上集结点的号，牌子上有，像 042' })
    if (!reason.trim()) return this.setData({ fault: '写一句为什么' })
    this.setData({ busy: '正在送…', problem: null })
    const answer = await api.post('/v1/corrections', { ...span, reason: reason.trim(), evidence: evidence.trim(), ...(known ? { session_id: chosen } : { point_number: point.trim() }) }, this.key)
    this.setData({ busy: '' })
    if (!answer.ok) {
      if (answer.problem.status) this.key = newKey() // without an answer it is the same act again
      return this.setData({ problem: answer.problem })
    }
    wx.remove('correction-draft')
    this.key = newKey()
    wx.replace('/me/corrections/index')
  },
})
