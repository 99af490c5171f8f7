const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { pictureOf } = require('../../utils/qr')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const TICK_MS = 1000
const EARLY_MS = 5000 // a new code comes before the old one is worth nothing

// 义警证: who I am, a clock that runs, a code that changes each minute. Without a network there is no code.
Page({
  data: { me: session.me(), unit: '', until: '', photo: '', code: '', now: '', left: 0, bright: false, told: false, busy: '', problem: /** @type {any} */ (null) },
  onLoad() {
    this.setData({ ...wx.read('card'), me: session.me() })
    return this.face()
  },
  onShow() {
    this.expires = 0
    this.ticking = setInterval(() => this.tick(), TICK_MS)
    return this.renew()
  },
  onHide() {
    clearInterval(this.ticking)
    this.dim()
  },
  onUnload() {
    clearInterval(this.ticking)
    this.dim()
  },
  tick() {
    const left = Math.max(0, Math.ceil((this.expires - clock.now()) / 1000))
    this.setData({ now: times.seconds(clock.now()), left, ...(left ? {} : { code: '' }) })
    if (this.expires - clock.now() < EARLY_MS) return this.renew()
  },
  async renew() {
    if (this.asking) return
    this.asking = true
    const answer = await api.get('/v1/me/card-code')
    this.asking = false
    if (!answer.ok) {
      this.expires = Math.max(this.expires, clock.now() + 2 * EARLY_MS) // asks again in a while, not each second
      return this.setData({ code: '', problem: answer.problem, now: times.seconds(clock.now()) })
    }
    const { squares, expires_at: expires, unit_name: unit, card_valid_until: valid } = answer.value
    this.expires = Date.parse(expires)
    const card = { unit, until: times.day(valid).split('-').map(Number).join('.') }
    wx.write('card', card)
    this.setData({ ...card, code: pictureOf(squares), problem: null })
    this.tick()
  },
  async face() {
    const file = await api.file('/v1/me/card/photo')
    if (file.ok) this.setData({ photo: file.value })
  },
  async takePhoto() {
    if (this.data.busy) return
    this.setData({ busy: '正在拍…' })
    const taken = await wx.photograph()
    if (!taken.ok) return this.setData({ busy: '', problem: taken.why === 'cancelled' ? null : { status: 1, title: '没开相机', detail: '没有照片，码也照样能验' } })
    this.setData({ busy: '正在传…' })
    const answer = await api.photo('/v1/me/card/photo', taken.value, 'PUT')
    this.setData({ busy: '', problem: answer.ok ? null : answer.problem })
    if (answer.ok) await this.face()
  },
  async brighten() {
    if (this.data.bright) return this.dim()
    const before = await wx.brightness()
    this.before = before.ok ? /** @type {any} */ (before.value).value : -1
    this.setData({ bright: true })
    await wx.brighten(1)
  },
  dim() {
    if (!this.data.bright) return
    this.setData({ bright: false })
    wx.brighten(this.before)
  },
  tell() {
    this.setData({ told: !this.data.told })
  },
})
