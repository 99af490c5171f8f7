const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const draft = require('../own')
const { CHECK, NOTICES, STEPS, fieldOf, gaps, placeOf, said, stepOf } = require('../fields')

// 报名: five steps. Each field is kept on the phone when it changes, and sent when it is left.
Page({
  data: {
    step: 0, steps: STEPS.map(({ name }) => name), title: '', fields: /** @type {any[]} */ ([]), notice: /** @type {any} */ (null), gaps: /** @type {any[]} */ ([]), again: /** @type {any[]} */ ([]), lines: /** @type {any[]} */ ([]),
    saved: '', savedAt: '', busy: '', known: false, locked: false, problem: /** @type {any} */ (null), clash: /** @type {any[]} */ ([]), photo: '',
  },
  /** @param {{step?: string, back?: string}} query */
  async onLoad(query) {
    this.key = newKey()
    this.told = wx.read('application') || { fields: {}, masked: {}, missing: [], photo: false, version: 0, state: 'draft' }
    this.units = wx.read('units') || []
    this.wrong = {}
    this.back = query.back === '1'
    const kept = wx.read('form-step')
    this.setData({ step: Math.min(CHECK, Number(query.step || kept || 0)) })
    this.draw()
    await this.ask()
  },
  onHide() {
    draft.send()
  },
  onUnload() {
    draft.send()
  },
  async ask() {
    const [answer, units] = await Promise.all([api.get('/v1/application'), api.get('/v1/units')])
    if (units.ok) {
      this.units = units.value.units.filter((/** @type {any} */ unit) => unit.level === 'squadron').map((/** @type {any} */ unit) => ({ value: unit.path, words: unit.name }))
      wx.write('units', this.units)
    }
    const none = !answer.ok && answer.problem.slug === 'no-application'
    if (answer.ok) this.hear(answer.value)
    this.setData({ known: answer.ok || none, problem: answer.ok || none ? null : answer.problem, saved: answer.ok ? 'saved' : none ? '' : 'here', savedAt: times.clock(clock.now()) })
    this.draw()
    if (answer.ok || none) await this.send()
  },
  /** @param {any} told */
  hear(told) {
    if (['withdrawn', 'failed', 'passed'].includes(told.state)) return // the form begins anew with the first part
    this.told = told
    wx.write('application', told)
    if (!draft.held().version) draft.heard(told)
    this.setData({ locked: !['draft', 'returned'].includes(told.state) })
  },
  draw() {
    const { mine } = draft.held()
    const { name, title, fields } = STEPS[this.data.step]
    const lacking = [...new Set(fields.map((field) => field.purpose).filter((purpose) => purpose && !session.agreed(purpose)))][0]
    this.setData({
      title: title || name,
      notice: lacking ? { ...NOTICES[lacking], purpose: lacking } : null,
      fields: fields.filter((field) => !field.purpose || session.agreed(field.purpose)).map((field) => this.fieldOf(field, mine)),
      gaps: gaps(this.told.version ? this.told.missing : STEPS.flatMap((step) => step.fields).filter((field) => !field.optional).map((field) => ({ pointer: field.kind === 'photo' ? '/photo' : `/fields/${field.name}`, detail: `${field.words}没有填` }))).filter((gap) => !(gap.name in mine)),
      again: this.again(),
      lines: this.data.step === CHECK ? this.linesOf(mine) : [],
    })
  },
  /** What the server has an older word for and the newer one was lost; it stops nothing. */
  again() {
    return draft.lost().filter((name) => name in this.told.masked).map((name) => ({ pointer: `/again/${name}`, words: /** @type {any} */ (fieldOf(name)).words, name, step: stepOf(name) }))
  },
  /** @param {import('../fields').Field} field @param {Record<string, any>} mine */
  fieldOf(field, mine) {
    const { fields, masked } = this.told
    const value = field.name in mine ? mine[field.name] : fields[field.name]
    const hidden = field.name in mine ? '' : masked[field.name] || ''
    const choices = (field.name === 'unit_path' ? this.units : field.options || []).map((/** @type {any} */ option) => ({ ...option, chosen: Array.isArray(value) ? value.includes(option.value) : value === option.value }))
    return { ...field, value: value === undefined || value === null ? '' : value, hidden, options: choices, short: choices.length < 7, wrong: this.wrong[field.name] || '', again: draft.lost().includes(field.name), done: field.kind === 'photo' && this.told.photo }
  },
  /** What was written, line by line, for the last look. @param {Record<string, any>} mine */
  linesOf(mine) {
    return STEPS.slice(0, CHECK).map((step, n) => ({
      n,
      name: step.name,
      items: step.fields.map((field) => {
        const shown = this.fieldOf(field, mine)
        const words = field.kind === 'photo' ? (shown.done ? '拍好了' : '') : shown.hidden || said({ ...field, options: shown.options }, shown.value)
        return { name: field.name, words: field.words, value: words }
      }).filter(({ value }) => value),
    }))
  },
  /** Each letter is kept on the phone. @param {any} event */
  typed(event) {
    const { name } = event.currentTarget.dataset
    draft.keep(name, event.detail.value)
    this.setData({ saved: 'here' })
  },
  left() {
    return this.send()
  },
  /** @param {any} event */
  choose(event) {
    const { name, value } = event.currentTarget.dataset
    const field = /** @type {import('../fields').Field} */ (fieldOf(name))
    const { mine } = draft.held()
    const before = name in mine ? mine[name] : this.told.fields[name]
    const many = Array.isArray(before) ? before : []
    draft.keep(name, field.kind === 'many' ? (many.includes(value) ? many.filter((one) => one !== value) : [...many, value]) : value)
    this.draw()
    return this.send()
  },
  /** Send what waits: what is wrong is said at its field, the rest is kept all the same. @param {string[]} [names] */
  async send(names) {
    if (this.data.locked) return true
    const may = names || Object.keys(draft.held().mine).filter((name) => !(name in this.wrong) || this.wrongValue[name] !== draft.held().mine[name])
    if (!may.length) return !Object.keys(draft.held().mine).length
    this.setData({ saved: 'saving' })
    const answer = await draft.send(may)
    if (answer && !answer.ok) return this.refused(answer.problem, may)
    for (const name of may) delete this.wrong[name]
    if (answer) this.hear(answer.value)
    this.setData({ saved: 'saved', savedAt: times.clock(clock.now()), problem: null })
    this.draw()
    return !Object.keys(draft.held().mine).length
  },
  /** @param {import('../../utils/words').Told} problem @param {string[]} sent */
  async refused(problem, sent) {
    this.setData({ saved: 'here' })
    if (problem.slug === 'fields-changed') return this.clash(problem)
    if (problem.slug !== 'form-refused') {
      this.setData({ problem })
      return false
    }
    this.wrongValue = this.wrongValue || {}
    for (const { pointer, detail } of problem.errors) {
      const { name } = placeOf(pointer)
      this.wrong[name] = detail
      this.wrongValue[name] = draft.held().mine[name]
    }
    const rest = sent.filter((name) => !(name in this.wrong))
    if (rest.length) await this.send(rest)
    this.setData({ saved: 'here' })
    this.draw()
    return false
  },
  /** Changed on another phone: both are shown, field by field. @param {import('../../utils/words').Told} problem */
  async clash(problem) {
    const answer = await api.get('/v1/application')
    if (!answer.ok) {
      this.setData({ problem: answer.problem })
      return false
    }
    this.hear(answer.value)
    const { mine } = draft.held()
    const clash = problem.errors.map(({ pointer }) => {
      const { name } = placeOf(pointer)
      const field = this.fieldOf(/** @type {any} */ (fieldOf(name)), {})
      return { name, words: field.words, mine: said(field, mine[name]), theirs: field.hidden || said(field, field.value) || '空着' }
    })
    this.setData({ clash })
    return false
  },
  /** @param {any} event */
  async settle(event) {
    const { name, mine } = event.currentTarget.dataset
    const left = this.data.clash.filter((one) => one.name !== name)
    draft.settle(name, mine === 'yes', left.length ? draft.held().version : this.told.version)
    this.setData({ clash: left })
    if (!left.length) await this.send()
    this.draw()
  },
  async agree() {
    const { purpose } = this.data.notice
    if (this.data.busy) return
    this.setData({ busy: '正在记…' })
    const me = /** @type {import('../../utils/session').Me} */ (session.me())
    const kept = await api.post('/v1/me/consents', { consents: [{ purpose, notice_version: me.notices[purpose] }] })
    this.setData({ busy: '', problem: kept.ok ? null : kept.problem })
    if (!kept.ok) return
    session.remember(kept.value)
    this.draw()
    await this.send()
  },
  async photograph() {
    if (this.data.busy) return
    this.setData({ busy: '正在拍…' })
    const taken = await wx.photograph()
    if (!taken.ok) return this.setData({ busy: '', problem: taken.why === 'cancelled' ? null : { title: '没开相机', detail: '可以先填别的；带一张证件照到队部，我们替您放上', status: 1 } })
    this.setData({ busy: '正在送照片…', problem: null })
    const answer = await api.photo('/v1/application/photo', taken.value)
    this.setData({ busy: '', problem: answer.ok ? null : answer.problem })
    if (!answer.ok) return
    this.hear(answer.value)
    draft.heard(answer.value)
    this.draw()
  },
  async next() {
    const all = await this.send()
    if (!all && Object.keys(this.wrong).some((name) => this.data.fields.some((field) => field.name === name))) return
    if (this.back) return wx.restart('/apply/mine/index')
    this.goTo(this.data.step + 1)
  },
  before() {
    this.goTo(this.data.step - 1)
  },
  /** @param {number} step */
  goTo(step) {
    wx.write('form-step', step)
    this.setData({ step, problem: null })
    this.draw()
    wx.top()
  },
  /** To what is missing. @param {any} event */
  jump(event) {
    const { step, name } = event.currentTarget.dataset
    if (name === 'phone') return wx.go('/pages/phone/index')
    this.goTo(Number(step))
  },
  async submit() {
    if (this.data.busy) return
    if (!(await this.send())) return
    this.setData({ busy: '正在交…', problem: null })
    const answer = await api.post('/v1/application/submit', { version: draft.held().version }, this.key)
    this.setData({ busy: '' })
    if (answer.ok) return this.submitted()
    if (answer.problem.status) this.key = newKey() // decided: the next tap is another act
    this.setData({ problem: answer.problem })
    if (answer.problem.errors.length) this.setData({ gaps: gaps(answer.problem.errors) })
  },
  submitted() {
    draft.forget()
    for (const key of ['form-step', 'application']) wx.remove(key)
    wx.restart('/apply/mine/index')
  },
  home() {
    wx.restart('/apply/mine/index')
  },
})
