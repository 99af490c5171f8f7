const api = require('../../utils/api')
const { checkInOf, correctionOf } = require('../../utils/reviews')
const wx = require('../../utils/wx')

const REASONS = { yes: ['我在现场看见了他', '照片对得上', '登记本上有签名'], no: ['现场没有看见他', '照片看不出在哪里', '时间对不上'] }

// 核对: one check-in or one correction, what there is to see, and a word with its reason.
Page({
  data: { name: '', kind: '', seen: /** @type {any} */ (null), photos: /** @type {string[]} */ ([]), gone: false, saying: '', reasons: /** @type {string[]} */ ([]), reason: '', fault: '', busy: '', done: '', problem: /** @type {any} */ (null) },
  /** @param {{kind?: string, person?: string, id?: string, name?: string}} query */
  onLoad(query) {
    this.path = `/v1/review/${query.kind}/${query.person}/${query.id}`
    this.setData({ name: decodeURIComponent(query.name || ''), kind: query.kind || '' })
    return this.ask()
  },
  async ask() {
    const answer = await api.get(this.path)
    if (!answer.ok) return this.setData(answer.problem.status === 404 ? { gone: true } : { problem: answer.problem })
    const seen = this.data.kind === 'checkins' ? checkInOf(answer.value) : correctionOf(answer.value)
    this.setData({ seen, problem: null })
    const files = await Promise.all(Array.from({ length: seen.photos }, (_, n) => api.file(`${this.path}/photos/${n}`)))
    this.setData({ photos: files.flatMap((file) => (file.ok ? [file.value] : [])) })
  },
  /** @param {any} event */
  large(event) {
    wx.preview(event.currentTarget.dataset.file)
  },
  yes() {
    this.setData({ saying: 'yes', reasons: REASONS.yes, reason: '', fault: '' })
  },
  no() {
    this.setData({ saying: 'no', reasons: REASONS.no, reason: '', fault: '' })
  },
  close() {
    this.setData({ saying: '' })
  },
  /** @param {any} event */
  because(event) {
    this.setData({ reason: event.currentTarget.dataset.reason, fault: '' })
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ reason: event.detail.value, fault: '' })
  },
  async decide() {
    const { saying, reason, busy } = this.data
    if (busy) return
    if (!reason.trim()) return this.setData({ fault: '要写一句为什么，本人会看到' })
    this.setData({ busy: '正在记…' })
    const answer = await api.post(this.path, { accept: saying === 'yes', reason: reason.trim() })
    this.setData({ busy: '', saying: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ done: answer.value.state === 'second' ? '记下了，还要第二位' : saying === 'yes' ? '核过了，算数' : '核过了，不算' })
  },
  back() {
    wx.back()
  },
})
