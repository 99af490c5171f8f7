const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { dotted, KINDS, STATES } = require('../../utils/honours')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

// 证书: every paper of one's own, and a new proof of service.
Page({
  data: { items: /** @type {any[]} */ ([]), known: false, cursor: /** @type {string | null} */ (null), busy: '', problem: /** @type {any} */ (null) },
  onShow() {
    return this.ask('')
  },
  /** @param {string} cursor */
  async ask(cursor) {
    const answer = await api.get(`/v1/me/honours${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const lines = answer.value.items.map((/** @type {any} */ one) => ({ id: one.award_id, title: one.title, text: `${KINDS[one.kind]} · ${dotted(one.issued_on)}${one.state === 'issued' ? '' : ` · ${STATES[one.state][1]}`}` }))
    this.setData({ items: cursor ? [...this.data.items, ...lines] : lines, known: true, cursor: answer.value.cursor, problem: null })
  },
  more() {
    return this.ask(this.data.cursor || '')
  },
  /** @param {any} event */
  open(event) {
    wx.go(`/honours/certificate/index?id=${event.currentTarget.dataset.id}`)
  },
  /** The key of a day's proof, kept until the server has decided: who comes back after a lost answer gets the same paper. @param {string} last */
  keyOf(last) {
    const kept = wx.read('service-record')
    const key = kept && kept.last === last ? kept.key : newKey()
    wx.write('service-record', { last, key })
    return key
  },
  /** A proof of service of the twelve months that end today. */
  async prove() {
    if (this.data.busy) return
    this.setData({ busy: '正在开…', problem: null })
    const last = times.day(clock.now())
    const first = `${Number(last.slice(0, 4)) - 1}${last.slice(4) === '-02-29' ? '-03-01' : last.slice(4)}`
    const answer = await api.post('/v1/me/service-records', { first_on: first, last_on: last }, this.keyOf(last))
    this.setData({ busy: '' })
    if (answer.ok || answer.problem.status) wx.remove('service-record')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    wx.go(`/honours/certificate/index?id=${answer.value.award_id}`)
  },
})
