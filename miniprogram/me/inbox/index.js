const api = require('../../utils/api')
const clock = require('../../utils/clock')
const grants = require('../../utils/grants')
const { newKey } = require('../../utils/ids')
const inbox = require('../../utils/inbox')
const wx = require('../../utils/wx')

const MOST_TEMPLATES = 3 // of one panel
/** Why WeChat sends nothing; only the person's own no can be taken back in the settings. */
const SHUT = { no: '这次没有允许，想要时再点“添加”。', off: '您在微信里关了提醒。', never: '您选过不再提醒。', ban: '微信停了这种提醒，不是您关的。' }

// 消息: what needs an answer first and until it is answered; then the rest, the newest first.
Page({
  data: { asked: /** @type {any[]} */ ([]), items: /** @type {any[]} */ ([]), grants: /** @type {any} */ (null), cursor: /** @type {string | null} */ (null), known: false, busy: '', said: '', shut: '', shutWords: '', problem: /** @type {any} */ (null) },
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
    await this.look()
  },
  /** Whether WeChat's panel would come at all. @param {'' | 'no'} [otherwise] */
  async look(otherwise = '') {
    const shut = (await grants.shut(this.templates.map((/** @type {any} */ one) => one.template_id))) || otherwise
    this.setData({ shut, shutWords: shut ? `${SHUT[shut]}消息都在这里，一条不少。` : '' })
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
    if (this.data.busy) return
    this.setData({ busy: 'add' })
    await this.panel()
    this.setData({ busy: '' })
  },
  async panel() {
    const wanted = [...this.templates].sort((one, other) => one.left - other.left).slice(0, MOST_TEMPLATES)
    const said = await wx.askMessages(wanted.map((one) => one.template_id))
    const accepted = wanted.filter((one) => said.ok && said.value[one.template_id] === 'accept').map((one) => one.template)
    if (!accepted.length) return this.look('no')
    const told = await api.post('/v1/me/message-grants', { templates: accepted }, newKey())
    if (!told.ok) return this.setData({ problem: told.problem })
    this.templates = told.value.grants
    this.setData({ grants: inbox.grantsOf(this.templates), shut: '' })
  },
  async allow() {
    await wx.openSetting()
    await this.look()
  },
})
