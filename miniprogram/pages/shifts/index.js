const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const { daysOf } = require('../../utils/shifts')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

/** @type {Record<string, string>} */
const SWAP_WORDS = { asked: '等对方答复', agreed: '等队长点头', done: '换成了', declined: '对方不方便', refused: '队长没同意', withdrawn: '收回了' }

// 班次: what is open, what is mine; sign up, wait, give back, swap.
Page({
  data: { days: /** @type {any[]} */ ([]), known: false, swaps: /** @type {any[]} */ ([]), problem: /** @type {any} */ (null), busy: '', said: '', chosen: /** @type {any} */ (null), partner: '', fault: '' },
  onShow() {
    this.keys = {}
    const kept = wx.read('shifts')
    if (kept) this.setData({ known: true, days: daysOf(kept, clock.now()) })
    return this.ask()
  },
  async ask() {
    const [shifts, swaps] = await Promise.all([api.get('/v1/shifts?days=14'), api.get('/v1/me/swaps')])
    if (!shifts.ok) return this.setData({ problem: shifts.problem })
    wx.write('shifts', shifts.value.items.slice(0, 60))
    this.setData({ known: true, days: daysOf(shifts.value.items, clock.now()), problem: null, swaps: swaps.ok ? this.swapsOf(swaps.value.items) : [] })
  },
  /** @param {any[]} items */
  swapsOf(items) {
    const me = session.me()
    return items.filter((one) => Date.parse(one.starts_at) > clock.now()).map((one) => ({
      id: one.swap_id,
      title: one.to_person === me.person_id ? `${one.from_name} 想和您换` : `您请 ${one.to_name} 换`,
      text: `${times.dayWords(one.starts_at, clock.now())} ${times.clock(one.starts_at)}–${times.clock(one.ends_at)} · ${one.point_number} · ${SWAP_WORDS[one.state] || ''}`,
      answer: one.to_person === me.person_id && one.state === 'asked',
      withdraw: one.from_person === me.person_id && (one.state === 'asked' || one.state === 'agreed'),
    }))
  },
  /** The act of a shift; its key is made once and kept until the answer. @param {any} event */
  async act(event) {
    const { id, state } = event.currentTarget.dataset
    if (this.data.busy) return
    if (state === 'mine') return this.setData({ chosen: this.shiftOf(id), partner: '', fault: '' })
    this.setData({ busy: id, problem: null, said: '' })
    this.keys[id] = this.keys[id] || newKey()
    const answer = state === 'waiting' ? await api.remove(`/v1/shifts/${id}/signup`) : await api.post(`/v1/shifts/${id}/signup`, { wait: state === 'full' }, this.keys[id])
    await this.after(id, answer, { open: '报上了', full: '排上了，有人退就是您的', waiting: '不排了' }[/** @type {string} */ (state)] || '')
  },
  /** @param {string} id @param {any} answer @param {string} said */
  async after(id, answer, said) {
    this.setData({ busy: '' })
    if (!answer.ok && answer.problem.status === 0) return this.setData({ problem: answer.problem }) // the key stays: the same act again
    delete this.keys[id]
    await this.ask()
    this.setData(answer.ok ? { said, problem: null } : { problem: answer.problem, said: '' })
  },
  /** @param {string} id */
  shiftOf(id) {
    return this.data.days.flatMap((day) => day.shifts).find((shift) => shift.id === id)
  },
  close() {
    this.setData({ chosen: null })
  },
  async cancel() {
    const { id } = this.data.chosen
    this.setData({ chosen: null, busy: id })
    await this.after(id, await api.remove(`/v1/shifts/${id}/signup`), '退了，谢谢您早说')
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ partner: event.detail.value, fault: '' })
  },
  async swap() {
    const partner = this.data.partner.trim()
    if (!partner) return this.setData({ fault: '写上他的编号，像 01-01-0002' })
    if (this.data.busy) return
    const { id } = this.data.chosen
    this.setData({ busy: id })
    this.keys[`swap ${id}`] = this.keys[`swap ${id}`] || newKey()
    const answer = await api.post(`/v1/shifts/${id}/swaps`, { volunteer_number: partner }, this.keys[`swap ${id}`])
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ fault: `${answer.problem.title}。${answer.problem.detail}` })
    this.setData({ chosen: null })
    await this.after(`swap ${id}`, answer, '问了，等他答复')
  },
  /** @param {any} event */
  async answer(event) {
    const { id, yes } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id })
    const answer = await api.post(`/v1/swaps/${id}/answer`, { accept: yes === 'yes' })
    await this.after(id, answer, yes === 'yes' ? '答应了，等队长点头' : '回了他，不换')
  },
  /** @param {any} event */
  async withdraw(event) {
    const { id } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id })
    await this.after(id, await api.post(`/v1/swaps/${id}/withdraw`, {}), '收回了')
  },
})
