const api = require('../../utils/api')
const { dotted, KINDS, STATES, spaced } = require('../../utils/honours')
const wx = require('../../utils/wx')

/** @type {Record<string, string>} */
const SHOWN = { full: '扫码的人看到全名、荣誉和日期', masked: '扫码的人只看到姓（姓名打星）、荣誉和日期', withdrawn: '扫码的人只看到有效与否，不看到是谁' }

// 证书: the picture, whether it counts, its code; kept on the phone, printed, sent to the family.
Page({
  data: { award: /** @type {any} */ (null), gone: false, picture: '', banner: /** @type {any} */ (null), code: '', what: '', shown: '', others: /** @type {string[]} */ ([]), busy: '', saved: false, refused: false, problem: /** @type {any} */ (null) },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.id = query.id || ''
    return this.ask()
  },
  async ask() {
    const award = await this.find('')
    if (!award) return
    const [kind, title, text] = STATES[award.state]
    this.setData({
      award,
      banner: { kind, title, text: award.state_reason || text },
      code: spaced(award.code),
      what: `${KINDS[award.kind]} · ${dotted(award.issued_on)}${award.valid_until ? ` · 到 ${dotted(award.valid_until)}` : ''}`,
      shown: SHOWN[award.publication],
      problem: null,
    })
    await this.draw()
  },
  /** @param {string} cursor @returns {Promise<any>} */
  async find(cursor) {
    const answer = await api.get(`/v1/me/honours${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const award = answer.value.items.find((/** @type {any} */ one) => one.award_id === this.id)
    if (award) return award
    return answer.value.cursor ? this.find(answer.value.cursor) : this.setData({ gone: true })
  },
  async draw() {
    const file = await api.file(`/v1/honours/${this.id}.jpg`)
    this.setData(file.ok ? { picture: file.value } : { problem: file.problem })
  },
  large() {
    if (this.data.picture) wx.preview(this.data.picture)
  },
  async save() {
    if (this.data.busy) return
    this.setData({ busy: '正在存…', problem: null })
    if (!this.data.picture) await this.draw()
    if (!this.data.picture) return this.setData({ busy: '' })
    const kept = await wx.saveToAlbum(this.data.picture)
    this.setData({ busy: '', saved: kept.ok, refused: !kept.ok && kept.why !== 'cancelled' })
    if (kept.ok) wx.buzz()
  },
  async allow() {
    await wx.openSetting()
    this.setData({ refused: false })
  },
  async print() {
    if (this.data.busy) return
    this.setData({ busy: '正在取打印版…', problem: null })
    const file = await api.file(`/v1/honours/${this.id}.pdf`)
    this.setData({ busy: '', problem: file.ok ? null : file.problem })
    if (file.ok) await wx.openDocument(file.value)
  },
  verify() {
    wx.go(`/honours/verify/index?code=${this.data.award.code}`)
  },
  /** Who may see the name: the next of the three, at once with the server. */
  async publish() {
    if (this.data.busy) return
    const order = ['masked', 'full', 'withdrawn']
    const publication = order[(order.indexOf(this.data.award.publication) + 1) % order.length]
    this.setData({ busy: '正在改…', problem: null })
    const answer = await api.put(`/v1/honours/${this.id}/publication`, { publication })
    this.setData({ busy: '', ...(answer.ok ? { award: { ...this.data.award, publication }, shown: SHOWN[publication] } : { problem: answer.problem }) })
  },
  home() {
    wx.back()
  },
  onShareAppMessage() {
    const { title, code } = this.data.award || { title: '', code: '' }
    return { title: `我得了“${title}”`, path: `/honours/verify/index?code=${code}`, imageUrl: this.data.picture }
  },
})
