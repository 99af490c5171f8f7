const api = require('../../utils/api')
const clock = require('../../utils/clock')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

// 点名确认: a leader has vouched; only the person can say whether it was so.
Page({
  data: { asked: /** @type {any} */ (null), words: '', gone: false, done: '', busy: '', problem: /** @type {any} */ (null) },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.id = query.id || ''
    this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/attestations')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const asked = answer.value.items.find((/** @type {any} */ one) => one.attestation_id === this.id)
    if (!asked) return this.setData({ gone: true })
    this.setData({ asked, words: `${times.dayWords(asked.asked_at, clock.now())} ${times.clock(asked.asked_at)}，${asked.by_name}在 ${asked.point_number} 替您记了${asked.out_check_in ? '离岗' : '到岗'}。理由：${asked.reason}` })
  },
  yes() {
    return this.say(true)
  },
  no() {
    return this.say(false)
  },
  /** @param {boolean} yes */
  async say(yes) {
    if (this.data.busy) return
    this.setData({ busy: '正在记…', problem: null })
    const answer = await api.post(`/v1/attestations/${this.id}/answer`, { confirm: yes })
    this.setData({ busy: '', ...(answer.ok ? { done: yes ? '记下了，谢谢您' : '记下了，这一条不算' } : { problem: answer.problem }) })
  },
  home() {
    wx.restart('/pages/home/index')
  },
})
