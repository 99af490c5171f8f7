const api = require('../../utils/api')
const clock = require('../../utils/clock')
const hours = require('../../utils/hours')
const { newKey } = require('../../utils/ids')
const settings = require('../../utils/settings')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const WHY = ['我按时到了，打卡晚了', '班次时间改过', '别的原因']

// 时长与积分: how much, day by day, and why; what is not right is asked about.
Page({
  data: {
    span: 'month', month: '', tab: '', known: false, figure: '', measured: '', attested: '', bars: /** @type {any[]} */ ([]), from: '', to: '', duties: /** @type {any[]} */ ([]),
    points: /** @type {any[]} */ ([]), total: 0, level: 0, cursor: /** @type {string | null} */ (null), opened: '', problem: /** @type {any} */ (null),
    asking: /** @type {any} */ (null), whys: WHY, why: '', text: '', fault: '', busy: '', said: '',
  },
  onLoad() {
    const today = times.day(clock.now())
    this.setData({ month: `${Number(today.slice(5, 7))} 月`, tab: settings.settings().elder ? 'hours' : '' })
    return Promise.all([this.ask('month'), this.askPoints('')])
  },
  /** @param {any} event */
  choose(event) {
    return this.ask(event.currentTarget.dataset.span)
  },
  /** @param {'month' | 'year' | 'all'} span */
  async ask(span) {
    this.setData({ span })
    const found = await (span === 'all' ? this.all() : span === 'year' ? this.year() : this.thisMonth())
    if (this.data.span !== span) return // somebody has chosen another one since
    if (!found.ok) return this.setData({ problem: found.problem })
    const { told, bars, duties, from, to } = found
    this.setData({ known: true, problem: null, bars, duties, from, to, figure: times.hours(told.minutes_measured + told.minutes_attested), measured: times.hours(told.minutes_measured), attested: times.hours(told.minutes_attested) })
  },
  /** @returns {Promise<any>} */
  async thisMonth() {
    const { first, last } = hours.spanOf('month', times.day(clock.now()))
    const answer = await api.get(`/v1/me/hours/explained?month=${first.slice(0, 7)}`)
    if (!answer.ok) return answer
    return { ok: true, told: answer.value, bars: hours.daysOf(answer.value.days, last), duties: hours.dutiesOf(answer.value), from: '1', to: `${Number(last.slice(8))} 日` }
  },
  /** @returns {Promise<any>} */
  async year() {
    const { first, last } = hours.spanOf('year', times.day(clock.now()))
    const answer = await api.get(`/v1/me/hours?first=${first}&last=${last}`)
    return answer.ok ? { ok: true, told: answer.value, bars: hours.monthsOf(answer.value.days), duties: [], from: '1 月', to: '12 月' } : answer
  },
  /** @returns {Promise<any>} */
  async all() {
    const answer = await api.get('/v1/me/service-record')
    if (!answer.ok) return answer
    const bars = hours.allOf(answer.value.months)
    return { ok: true, told: answer.value, bars, duties: [], from: bars.length ? bars[0].name : '', to: bars.length ? bars[bars.length - 1].name : '' }
  },
  /** @param {string} cursor */
  async askPoints(cursor) {
    const [points, disputes] = await Promise.all([api.get(`/v1/me/points?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`), api.get('/v1/me/points-disputes')])
    if (!points.ok) return this.setData({ problem: points.problem })
    const lines = hours.pointsOf(points.value.items, disputes.ok ? disputes.value.items : [])
    this.setData({ points: cursor ? [...this.data.points, ...lines] : lines, total: points.value.all_time, level: points.value.level, cursor: points.value.cursor })
  },
  more() {
    return this.askPoints(this.data.cursor || '')
  },
  /** @param {any} event */
  open(event) {
    const { id } = event.currentTarget.dataset
    this.setData({ opened: this.data.opened === id ? '' : id })
  },
  /** @param {any} event */
  correct(event) {
    wx.go(`/me/correction/index?id=${event.currentTarget.dataset.session}`)
  },
  /** @param {any} event */
  doubt(event) {
    this.key = newKey()
    this.setData({ asking: this.data.points.find((one) => one.id === event.currentTarget.dataset.id), why: '', text: '', fault: '', said: '' })
  },
  close() {
    this.setData({ asking: null })
  },
  /** @param {any} event */
  because(event) {
    this.setData({ why: event.currentTarget.dataset.why, fault: '' })
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ text: event.detail.value, fault: '' })
  },
  /** Not kept for later: a question needs to be seen to have arrived. */
  async dispute() {
    const { asking, why, text, busy } = this.data
    if (busy) return
    if (!why && !text.trim()) return this.setData({ fault: '选一样，或者写一句' })
    this.setData({ busy: '正在送…', fault: '' })
    const answer = await api.post(`/v1/me/points/${encodeURIComponent(asking.id)}/dispute`, { text: [why, text.trim()].filter(Boolean).join('：') }, this.key)
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ fault: answer.problem.status ? `${answer.problem.title}。${answer.problem.detail}` : '没有网，还没送出去。您写的都在，有网再点一次' })
    this.setData({ asking: null, said: '送到了，换一个人来看' })
    await this.askPoints('')
  },
})
