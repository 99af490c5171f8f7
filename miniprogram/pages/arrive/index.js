const api = require('../../utils/api')
const { newKey } = require('../../utils/ids')
const session = require('../../utils/session')
const wx = require('../../utils/wx')

const PROMISES = [
  { sign: 'way', title: '位置：只在您点“打卡”那一刻取一次', text: '不在后台跟踪。原始坐标 180 天后删除。' },
  { sign: 'person', title: '姓名电话：只有招录员和队长能看', text: '别的队员看到的是“李**”。' },
  { sign: 'lock', title: '身份证号：加密存放', text: '谁看都要写理由，您能查到谁看过。' },
  { sign: 'again', title: '随时可以反悔', text: '“我的 › 我的资料”里可以导出、可以注销。' },
]

Page({
  data: { promises: PROMISES, busy: '', problem: /** @type {any} */ (null) },
  onLoad() {
    this.key = newKey()
  },
  readAll() {
    wx.openPrivacyContract()
  },
  look() {
    wx.go('/apply/recruit/index')
  },
  /** Agreed: now WeChat may tell who this is; the consent is kept with the version that was shown. */
  async agree() {
    if (this.data.busy) return
    this.setData({ busy: '正在进入…', problem: null })
    const signed = await api.signIn()
    if (!signed.ok) return this.setData({ busy: '', problem: signed.problem })
    const me = signed.value.me
    if (!me.consents.includes('service')) {
      const kept = await api.post('/v1/me/consents', { consents: [{ purpose: 'service', notice_version: me.notices.service }] }, this.key)
      if (!kept.ok) return this.setData({ busy: '', problem: kept.problem })
      session.remember(kept.value)
    }
    this.setData({ busy: '' })
    wx.restart(me.volunteer_number ? '/pages/home/index' : me.phone ? '/apply/mine/index' : '/pages/phone/index')
  },
})
