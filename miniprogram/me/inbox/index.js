const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const inbox = require('../../utils/inbox')
const wx = require('../../utils/wx')

const MOST_TEMPLATES = 3 // of one panel

// 消息: what needs an answer first and until it is answered; then the rest, the newest first.
Page({
  data: { asked: /** @type {any[]} */ ([]), items: /** @type {any[]} */ ([]), grants: /** @type {any} */ (null), cursor: /** @type {string | null} */ (null), known: false, busy: '', said: '', closed: false, problem: /** @type {any} */ (null) },
  onShow() {
    return this.ask('')
  },
  /** @param {string} cursor */
  async ask(cursor) {
    const [answer, asked] = await Promise.all([api.get(`/v1/me/inbox${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`), api.get('/v1/me/attestations')])
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const lines = answer.value.items.map((/** @type {any} */ one) => inbox.lineOf(one, clock.now()))
    this.templates = answer.value.grants
    this.setData({
      items: cursor ? [...this.data.items, ...lines] : lines,
      cursor: answer.value.cursor,
      grants: this.templates.length ? inbox.grantsOf(this.templates) : null,
      asked: asked.ok ? asked.value.items.filter((/** @type {any} */ one) => one.state === 'asked').map((/** @type {any} */ one) => inbox.askedOf(one, clock.now())) : this.data.asked,
      known: true,
      problem: null,
    })
  },
  home() {
    wx.restart('/pages/home/index')
  },
  more() {
    return this.ask(this.data.cursor || '')
  },
  /** @param {any} event */
  async answer(event) {
    const { id, yes } = event.currentTarget.dataset
    if (this.data.busy) return
    this.setData({ busy: id, problem: null })
    const answer = await api.post(`/v1/attestations/${id}/answer`, { confirm: yes === 'yes' })
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ said: yes === 'yes' ? '记下了，谢谢您' : '记下了，这一条不算' })
    await this.ask('')
  },
  /** @param {any} event */
  async open(event) {
    const { id, link } = event.currentTarget.dataset
    this.setData({ items: this.data.items.map((one) => (one.id === id ? { ...one, fresh: false } : one)) })
    const read = api.post(`/v1/me/inbox/${id}/read`, {})
    if (link) await wx.go(link.startsWith('/') ? link : `/${link}`)
    await read
  },
  /** WeChat's panel, from this tap; the emptiest kinds first. */
  async add() {
    const wanted = [...this.templates].sort((one, other) => one.left - other.left).slice(0, MOST_TEMPLATES)
    const said = await wx.askMessages(wanted.map((one) => one.template_id))
    const accepted = wanted.filter((one) => said.ok && said.value[one.template_id] === 'accept').map((one) => one.template)
    if (!accepted.length) return this.setData({ closed: true })
    const told = await api.post('/v1/me/message-grants', { templates: accepted }, newKey())
    if (!told.ok) return this.setData({ problem: told.problem })
    this.templates = told.value.grants
    this.setData({ grants: inbox.grantsOf(this.templates), closed: false })
  },
  async allow() {
    await wx.openSetting()
    this.setData({ closed: false })
  },
})
