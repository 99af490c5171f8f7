const api = require('../../utils/api')
const session = require('../../utils/session')
const wx = require('../../utils/wx')

Page({
  data: { busy: '', refused: false, needsName: false, name: '', code: '', problem: /** @type {any} */ (null) },
  /** WeChat's button has answered. @param {any} event */
  async phone(event) {
    const code = event.detail.code
    if (!code) return this.setData({ refused: true })
    this.setData({ code })
    await this.bind()
  },
  async bind() {
    if (this.data.busy) return
    this.setData({ busy: '正在对花名册…', problem: null, refused: false })
    const answer = await api.post('/v1/login/phone', { code: this.data.code, name: this.data.name.trim() })
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem, needsName: this.data.needsName || answer.problem.slug === 'name-needed' })
    session.remember(answer.value)
    if (answer.value.sign_in_again) {
      session.end()
      const signed = await api.signIn()
      if (!signed.ok) return this.setData({ problem: signed.problem })
    }
    wx.restart(session.isMember() ? '/pages/home/index' : '/apply/mine/index')
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ name: event.detail.value })
  },
  later() {
    wx.restart('/apply/mine/index')
  },
})
