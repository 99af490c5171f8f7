const api = require('../../utils/api')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

/** @param {string} words */
const polite = (words) => words.replace(/你/g, '您')

// 注销: what goes, what stays and why; asked for in two steps, waits seven days, may be taken back.
Page({
  data: { told: /** @type {any} */ (null), stays: /** @type {any[]} */ ([]), due: '', sure: false, busy: '', said: '', problem: /** @type {any} */ (null) },
  onLoad() {
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/erasure')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.draw(answer.value)
  },
  /** What stays, by its reason. @param {any} told */
  draw(told) {
    const byWhy = new Map()
    for (const one of told.stays) byWhy.set(one.why, [...(byWhy.get(one.why) || []), one.what])
    const stays = [...byWhy].map(([why, what]) => ({ why: polite(why), what: what.map(polite).join('、') }))
    this.setData({ told: { ...told, goes: told.goes.map(polite), why: polite(told.why) }, stays, due: told.due_at ? `${times.date(told.due_at)} ${times.clock(told.due_at)}` : '', problem: null })
  },
  first() {
    this.setData({ sure: true })
  },
  close() {
    this.setData({ sure: false })
  },
  async erase() {
    if (this.data.busy) return
    this.setData({ busy: '正在记…' })
    const answer = await api.post('/v1/me/erasure', { understood: true })
    this.setData({ busy: '', sure: false })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.draw(answer.value)
  },
  async keep() {
    if (this.data.busy) return
    this.setData({ busy: '正在撤…' })
    const answer = await api.remove('/v1/me/erasure')
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.draw(answer.value)
    this.setData({ said: '撤回了，您的资料都在' })
  },
  back() {
    wx.back()
  },
})
