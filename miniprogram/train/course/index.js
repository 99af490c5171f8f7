const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const { lineOf } = require('../courses')

// 一门课: its lessons to read, one open at a time, then the quiz.
Page({
  data: { course: /** @type {any} */ (null), line: /** @type {any} */ (null), lessons: /** @type {any[]} */ ([]), open: -1, tries: /** @type {any[]} */ ([]), busy: '', problem: /** @type {any} */ (null) },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.id = query.id || ''
    this.key = newKey()
    const kept = wx.read(`course:${this.id}`)
    if (kept) this.draw(kept)
  },
  onShow() {
    return this.ask()
  },
  async ask() {
    const answer = await api.get(`/v1/courses/${this.id}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.write(`course:${this.id}`, answer.value)
    this.setData({ problem: null })
    this.draw(answer.value)
  },
  /** @param {any} told */
  draw({ course, lessons, tries }) {
    const unread = wx.read(`read:${this.id}`) || []
    this.setData({
      course,
      line: lineOf(course, clock.now()),
      lessons: lessons.map((/** @type {any} */ lesson, /** @type {number} */ n) => ({ n, title: lesson.title, minutes: lesson.minutes, html: lesson.html || lesson.markdown, files: lesson.files, read: course.lessons_read.includes(n) || unread.includes(n) })),
      tries: tries.filter((/** @type {any} */ one) => one.state !== 'open').map((/** @type {any} */ one) => ({ id: one.attempt_id, words: `${times.date(one.started_at)} · ${one.score} 分`, passed: one.passed })),
    })
  },
  /** @param {any} event */
  toggle(event) {
    const n = Number(event.currentTarget.dataset.n)
    this.setData({ open: this.data.open === n ? -1 : n })
  },
  /** Read to the end; kept on the phone when there is no network, and told the next time. */
  async read() {
    const n = this.data.open
    const left = [...new Set([...(wx.read(`read:${this.id}`) || []), n])]
    wx.write(`read:${this.id}`, left)
    this.setData({ lessons: this.data.lessons.map((lesson) => (lesson.n === n ? { ...lesson, read: true } : lesson)), open: this.nextOf(n) })
    for (const one of left) {
      const answer = await api.put(`/v1/courses/${this.id}/lessons/${one}/read`, undefined)
      if (!answer.ok && answer.problem.status === 0) return
      wx.write(`read:${this.id}`, (wx.read(`read:${this.id}`) || []).filter((/** @type {number} */ kept) => kept !== one))
    }
  },
  /** @param {number} n */
  nextOf(n) {
    const next = this.data.lessons.find((lesson) => lesson.n > n && !lesson.read)
    return next ? next.n : -1
  },
  /** @param {any} event */
  async file(event) {
    const { name, url } = event.currentTarget.dataset
    if (url) return wx.copy(url)
    const got = await wx.download({ url: api.url(`/v1/training-files/${name}`), header: api.signed() })
    if (!got.ok || got.value.statusCode >= 300) return this.setData({ problem: { title: '课件没取到', detail: '课文都在，走到信号好的地方再点', status: 0 } })
    if (/\.(png|jpe?g|gif|webp)$/i.test(name)) wx.preview(got.value.tempFilePath)
    else wx.openDocument(got.value.tempFilePath)
  },
  async start() {
    if (this.data.busy) return
    this.setData({ busy: '正在发卷…', problem: null })
    const answer = await api.post(`/v1/courses/${this.id}/attempts`, undefined, this.key)
    this.setData({ busy: '' })
    if (answer.ok || answer.problem.status) this.key = newKey()
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.write(`paper:${answer.value.attempt_id}`, answer.value)
    wx.go(`/train/quiz/index?attempt=${answer.value.attempt_id}`)
  },
  /** @param {any} event */
  result(event) {
    wx.go(`/train/result/index?attempt=${event.currentTarget.dataset.id}`)
  },
  back() {
    wx.restart('/train/courses/index')
  },
})
