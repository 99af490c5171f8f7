const api = require('../../utils/api')
const { dotted, KINDS, STATES, spaced } = require('../../utils/honours')
const wx = require('../../utils/wx')

const LENGTH = 16

// 验真: what a code stands for, for anybody who asks.
Page({
  data: { code: '', found: /** @type {any} */ (null), fault: '', busy: '', problem: /** @type {any} */ (null) },
  /** @param {{code?: string}} query */
  onLoad(query) {
    this.setData({ code: spaced((query.code || '').toUpperCase()) })
    if (query.code) return this.verify()
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ code: event.detail.value, fault: '' })
  },
  async scan() {
    const seen = await wx.scan()
    if (!seen.ok) return this.setData({ fault: seen.why === 'cancelled' ? '' : '没开相机：照着证书上的码写进来' })
    const parts = seen.value.result.split(/[/=]/)
    this.setData({ code: parts[parts.length - 1] })
    return this.verify()
  },
  async verify() {
    const code = this.data.code.replace(/[^0-9a-zA-Z]/g, '').toUpperCase()
    if (code.length < LENGTH) return this.setData({ fault: `验证码是 ${LENGTH} 位，还差 ${LENGTH - code.length} 位` })
    this.setData({ busy: '正在验…', problem: null, found: null, fault: '' })
    const answer = await api.get(`/v1/verify/${code}`)
    if (!answer.ok) return this.setData({ busy: '', problem: answer.problem })
    const told = answer.value
    const [kind, title, text] = STATES[told.state]
    const lines = [
      { what: '给谁', words: told.withdrawn ? '本人不公开' : told.holder },
      { what: '是什么', words: `${told.title} · ${KINDS[told.kind]}` },
      { what: '哪天', words: dotted(told.issued_on) },
      { what: '谁发的', words: told.issuer },
      { what: '编号', words: told.serial },
    ]
    this.setData({ busy: '', found: { kind, title: kind === 'ok' ? '真的，有效' : title, text, lines } })
  },
})
