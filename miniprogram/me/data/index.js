const api = require('../../utils/api')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const LOOK_MS = 3000
/** @type {Record<string, string>} */
const PURPOSES = { service: '基本服务', location: '打卡时的位置', document: '身份证件', health: '健康情况', publication: '公开表扬' }

// 我的资料: what is held, a copy of all of it, and the ways to see, limit and end it.
Page({
  data: { me: session.me(), held: '', job: /** @type {any} */ (null), words: '', counts: /** @type {any[]} */ ([]), busy: '', problem: /** @type {any} */ (null) },
  onShow() {
    const me = session.me()
    if (!me) return wx.restart('/pages/arrive/index')
    this.setData({ me, held: me.consents.map((one) => PURPOSES[one] || one).join('、') })
    return this.look()
  },
  onHide() {
    clearTimeout(this.waiting)
  },
  onUnload() {
    clearTimeout(this.waiting)
  },
  async look() {
    const answer = await api.get('/v1/me/export')
    if (answer.ok) return this.draw(answer.value)
    if (answer.problem.status !== 404) this.setData({ problem: answer.problem })
  },
  /** @param {any} job */
  draw(job) {
    const words = { waiting: `正在收拢${job.total ? `，${job.done}/${job.total}` : '…'}，可以先去做别的`, undoing: '这次没做成，正在收尾', failed: '这次没做成，明天可以再来', done: `${times.date(job.asked_at)} 的全部资料` }[/** @type {string} */ (job.state)]
    const rows = (job.result && job.result.rows) || {}
    this.setData({ job, words, counts: Object.entries(rows).filter(([, n]) => n).map(([name, n]) => ({ name, n })), problem: null })
    clearTimeout(this.waiting)
    if (job.state === 'waiting') this.waiting = setTimeout(() => this.look(), LOOK_MS)
  },
  /** Once a day: a second tap is answered with the same work. */
  async copy() {
    if (this.data.busy) return
    this.setData({ busy: '正在开始…', problem: null })
    const answer = await api.post('/v1/me/export', {})
    this.setData({ busy: '', ...(answer.ok ? {} : { problem: answer.problem }) })
    if (answer.ok) this.draw(answer.value)
  },
  async download() {
    if (this.data.busy) return
    this.setData({ busy: '正在取…', problem: null })
    const file = await api.file(this.data.job.files[0].url)
    this.setData({ busy: '', problem: file.ok ? null : file.problem })
    if (file.ok) await wx.openDocument(file.value)
  },
  guide() {
    wx.openPrivacyContract()
  },
  /** @param {any} event */
  go(event) {
    wx.go(event.currentTarget.dataset.url)
  },
})
