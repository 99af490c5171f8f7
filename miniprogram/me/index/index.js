const api = require('../../utils/api')
const session = require('../../utils/session')
const wx = require('../../utils/wx')

// 我的: everything of one's own, most wanted first.
Page({
  data: { me: session.me(), member: false, leads: false, unread: 0 },
  onShow() {
    if (!session.me()) return wx.restart('/pages/arrive/index')
    this.setData({ me: session.me(), member: session.isMember(), leads: session.leads() })
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/inbox')
    if (answer.ok) this.setData({ unread: answer.value.items.filter((/** @type {any} */ one) => !one.read_at).length })
  },
  /** @param {any} event */
  go(event) {
    wx.go(event.currentTarget.dataset.url)
  },
})
