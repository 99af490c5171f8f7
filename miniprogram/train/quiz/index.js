const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const { KINDS, LETTERS, isAnswered, isWhole, leftOf, tapped } = require('../courses')
const { makeSheet } = require('../sheet')

const TICK_MS = 1000
const AGAIN_TICKS = 8

// 答题: one question a page, each answer kept on the phone at once and by the server as soon as it can be reached.
Page({
  data: { question: /** @type {any} */ (null), at: 0, count: 0, marks: /** @type {any[]} */ ([]), left: '', hurry: false, saved: '', savedAt: '', listing: false, open: /** @type {any[]} */ ([]), waiting: 0, busy: '', over: false, problem: /** @type {any} */ (null) },
  /** @param {{attempt?: string}} query */
  async onLoad(query) {
    this.id = query.attempt || ''
    this.key = newKey()
    this.sheet = makeSheet(wx, api, this.id)
    this.paper = wx.read(`paper:${this.id}`)
    if (this.paper) this.begin(this.paper)
    await this.ask()
  },
  onShow() {
    let ticks = 0
    this.ticking = setInterval(() => {
      this.tick()
      ticks += 1
      if (ticks % AGAIN_TICKS === 0 && this.sheet && this.sheet.waiting().length) this.send()
    }, TICK_MS)
  },
  onHide() {
    clearInterval(this.ticking)
  },
  onUnload() {
    clearInterval(this.ticking)
  },
  async ask() {
    const answer = await api.get(`/v1/attempts/${this.id}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    if (!answer.value.paper) return this.finished()
    clock.heard(answer.value.paper.now)
    wx.write(`paper:${this.id}`, answer.value.paper)
    this.begin(answer.value.paper)
    await this.send()
  },
  /** @param {any} paper */
  begin(paper) {
    this.paper = paper
    this.sheet.hear(paper)
    const first = paper.questions.findIndex((/** @type {any} */ question) => !isAnswered(this.sheet.of(question.n)))
    this.setData({ problem: null, count: paper.questions.length })
    const here = this.data.question
    if (here && (this.touched || !isAnswered(this.sheet.of(here.n)))) this.show(this.data.at)
    else if (first < 0) this.look()
    else this.show(first)
    this.tick()
  },
  tick() {
    if (!this.paper) return
    const { seconds, words } = leftOf(this.paper.deadline_at, clock.now())
    this.setData({ left: words, hurry: seconds < 120, over: seconds === 0 })
  },
  /** @param {number} at */
  show(at) {
    const question = this.paper.questions[at]
    const kept = this.sheet.of(question.n)
    const chosen = this.picked && this.picked.n === question.n ? this.picked.chosen : kept ? kept.chosen : []
    this.setData({
      at,
      listing: false,
      question: {
        ...question,
        kindWords: KINDS[/** @type {keyof typeof KINDS} */ (question.kind)],
        written: question.kind === 'numeric' || question.kind === 'short-text',
        text: kept ? kept.text : '',
        options: question.options.map((/** @type {string} */ words, /** @type {number} */ place) => ({ place, words, sign: question.kind === 'ordering' && chosen.includes(place) ? String(chosen.indexOf(place) + 1) : LETTERS[place], chosen: chosen.includes(place) })),
        pairs: question.prompts.map((/** @type {string} */ prompt, /** @type {number} */ n) => ({ n, prompt, options: question.options.map((/** @type {string} */ words, /** @type {number} */ place) => ({ place, words, sign: LETTERS[place], chosen: chosen[n] === place })) })),
      },
      marks: this.paper.questions.map((/** @type {any} */ one) => ({ n: one.n, state: one.n === question.n ? 'here' : isAnswered(this.sheet.of(one.n)) ? 'done' : '' })),
    })
    this.mark()
  },
  mark() {
    const kept = this.data.question && this.sheet.of(this.data.question.n)
    this.setData({ saved: !isAnswered(kept) ? '' : kept.at ? 'saved' : this.trying ? 'saving' : 'here', savedAt: kept && kept.at ? times.seconds(kept.at) : '', waiting: this.sheet.waiting().length })
  },
  /** @param {any} event */
  choose(event) {
    const { place } = event.currentTarget.dataset
    const { n, kind } = this.data.question
    const kept = this.sheet.of(n)
    const before = this.picked && this.picked.n === n ? this.picked.chosen : kept ? kept.chosen : []
    return this.keep(tapped(kind, before, Number(place)))
  },
  /** @param {any} event */
  pair(event) {
    const { prompt, place } = event.currentTarget.dataset
    const { n, prompts } = this.data.question
    const kept = this.sheet.of(n)
    const chosen = prompts.map((/** @type {string} */ _, /** @type {number} */ each) => (kept && kept.chosen[each] !== undefined ? kept.chosen[each] : -1))
    chosen[Number(prompt)] = Number(place)
    return this.keep(chosen)
  },
  /** @param {number[]} chosen */
  keep(chosen) {
    this.touched = true
    if (this.data.over) return undefined
    const question = this.paper.questions[this.data.at]
    this.picked = isWhole(question, chosen) ? null : { n: question.n, chosen }
    if (!this.picked) this.sheet.answer(question.n, chosen)
    this.show(this.data.at)
    return this.picked ? undefined : this.send()
  },
  /** @param {any} event */
  typed(event) {
    this.touched = true
    this.sheet.answer(this.data.question.n, [], event.detail.value)
    this.mark()
  },
  left() {
    return this.send()
  },
  async send() {
    this.trying = true
    this.mark()
    const refusal = await this.sheet.send()
    this.trying = false
    this.mark()
    if (refusal && refusal.slug === 'attempt-over') return this.finished()
    if (refusal && refusal.status) this.setData({ problem: refusal })
    return refusal
  },
  before() {
    this.show(this.data.at - 1)
  },
  next() {
    if (this.data.at + 1 < this.data.count) return this.show(this.data.at + 1)
    return this.list()
  },
  /** Opened with every question answered: only handing in is left. */
  look() {
    this.show(this.paper.questions.length - 1)
    this.list()
  },
  /** What is not answered, before the paper is handed in. */
  list() {
    const open = this.paper.questions.filter((/** @type {any} */ one) => !isAnswered(this.sheet.of(one.n))).map((/** @type {any} */ one) => ({ n: one.n, title: `第 ${one.n + 1} 题`, stem: one.stem }))
    this.setData({ listing: true, open, waiting: this.sheet.waiting().length })
  },
  /** @param {any} event */
  jump(event) {
    this.show(Number(event.currentTarget.dataset.n))
  },
  back() {
    this.show(this.data.at)
  },
  async submit() {
    if (this.data.busy) return
    this.setData({ busy: '正在交卷…', problem: null })
    const refusal = await this.send()
    if (refusal && refusal.status === 0) return this.setData({ busy: '', problem: { ...refusal, title: '没有网，先不交', detail: `答案都在手机里，${this.data.waiting} 题等着送。到时间没交，按送到的算` } })
    const answer = await api.post(`/v1/attempts/${this.id}/submit`, undefined, this.key)
    this.setData({ busy: '' })
    if (answer.ok || answer.problem.slug === 'attempt-over') return this.finished()
    return this.setData({ problem: answer.problem })
  },
  /** Handed in, here or elsewhere, or out of time: the result says what counted. */
  finished() {
    clearInterval(this.ticking)
    this.sheet.forget()
    wx.remove(`paper:${this.id}`)
    wx.replace(`/train/result/index?attempt=${this.id}`)
  },
  leave() {
    wx.restart('/train/courses/index')
  },
})
