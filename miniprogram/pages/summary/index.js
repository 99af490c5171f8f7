const api = require('../../utils/api')
const clock = require('../../utils/clock')
const grants = require('../../utils/grants')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const MOST_PHOTOS = 3

// 收班: how much counts and why, the report, and home.
Page({
  data: {
    duty: /** @type {any} */ (null), gone: false, problem: /** @type {any} */ (null), figure: '', kind: '', from: '', to: '', steps: /** @type {any[]} */ ([]),
    text: '', saved: '', savedAt: '', busy: '', photos: 0, asking: false,
  },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.id = query.id || ''
    this.setData({ text: wx.read(`report:${this.id}`) || '' })
    this.ask()
  },
  async ask() {
    const found = await this.find()
    if (!found.ok) return this.setData({ problem: found.problem })
    if (!found.duty) return this.setData({ gone: true })
    const duty = found.duty
    this.draw(duty)
    const explained = await api.get(`/v1/me/hours/explained?month=${times.day(duty.in_at).slice(0, 7)}`)
    if (!explained.ok) return
    const mine = explained.value.days.flatMap((/** @type {any} */ day) => day.duties).find((/** @type {any} */ one) => one.session_id === duty.session_id)
    if (mine) this.setData({ steps: mine.steps.map((/** @type {any} */ step) => ({ words: step.words, value: step.minutes < 0 ? `−${-step.minutes} 分` : times.length(step.minutes) })) })
  },
  /** This month's duties, then last month's: a report may be written some days later. @returns {Promise<any>} */
  async find() {
    for (const back of [0, 1]) {
      const month = times.day(clock.now() - back * 31 * 24 * 3600_000).slice(0, 7)
      const answer = await api.get(`/v1/duty/sessions?month=${month}`)
      if (!answer.ok) return answer
      const duty = answer.value.items.find((/** @type {any} */ one) => one.session_id === this.id)
      if (duty) return { ok: true, duty }
    }
    return { ok: true, duty: null }
  },
  /** @param {any} duty */
  draw(duty) {
    const minutes = duty.credited ?? duty.minutes
    const missing = duty.state === 'missing-out'
    this.setData({
      duty,
      figure: missing ? '0 分' : duty.waits ? '等核对' : times.length(minutes || 0),
      kind: missing ? '忘了离岗，时长先记 0。7 天内补卡，队长核对后算数' : duty.waits ? '队长核对以后算数，时间不会变' : { measured: '两头都有打卡，属于“实测”', attested: '由队长见证，属于“见证”' }[/** @type {string} */ (duty.ledger)] || '不到 10 分钟，不计时长',
      from: times.clock(duty.in_at),
      to: duty.out_at ? times.clock(duty.out_at) : '',
      text: this.data.text || (duty.report ? duty.report.text : ''),
      photos: duty.report_photos,
    })
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ text: event.detail.value, saved: 'here' })
    wx.write(`report:${this.id}`, event.detail.value)
  },
  async report() {
    if (this.data.busy) return
    if (!this.data.text.trim()) return this.setData({ problem: { title: '还没写', detail: '一两句就好：走了哪里，遇到什么' } })
    this.setData({ busy: '正在送…', problem: null, saved: 'saving' })
    const answer = await api.post(`/v1/duty/sessions/${this.id}/report`, { text: this.data.text.trim() })
    if (!answer.ok) return this.setData({ busy: '', problem: answer.problem, saved: 'here' })
    wx.remove(`report:${this.id}`)
    this.setData({ busy: '', saved: 'saved', savedAt: times.clock(clock.now()) })
    this.draw(answer.value)
  },
  async photo() {
    if (this.data.busy) return
    this.setData({ busy: '正在拍…' })
    const taken = await wx.photograph()
    if (!taken.ok) return this.setData({ busy: '', problem: taken.why === 'cancelled' ? null : { title: '没开相机', detail: '只写字也可以' } })
    this.setData({ busy: '正在送照片…' })
    const answer = await api.photo(`/v1/duty/sessions/${this.id}/report/photo`, taken.value)
    this.setData({ busy: '', problem: answer.ok ? null : answer.problem })
    if (answer.ok) this.draw(answer.value)
  },
  /** Home; where the wish for a message may be born, once. */
  async home() {
    if (!this.data.asking && (await grants.worthAsking('honour-awarded'))) return this.setData({ asking: true })
    wx.restart('/pages/home/index')
  },
  /** Hours are mended by a correction that the leader looks at. */
  wrong() {
    wx.go(`/me/correction/index?id=${this.id}`)
  },
  async tellMe() {
    await grants.ask('honour-awarded')
    wx.restart('/pages/home/index')
  },
  dontTell() {
    grants.notNow('honour-awarded')
    wx.restart('/pages/home/index')
  },
  canPhotograph: MOST_PHOTOS,
})
