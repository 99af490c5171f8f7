const api = require('../../utils/api')
const checkin = require('../../utils/checkin')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const outbox = require('../../utils/outbox')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

const SLOW_MS = 3000
const AGAIN_S = 30 // the client gives the same fix before. Source: wechat.md 6.1
const SHORT_MS = 10 * 60_000 // less than this counts for nothing. Source: duty's SHORTEST

// 打卡: measure, say how it stands, record; a doubt or a refusal always has another way.
Page({
  data: {
    state: 'measuring', way: 'in', picture: /** @type {any} */ (null), point: /** @type {any} */ (null), problem: /** @type {any} */ (null),
    busy: '', at: '', again: 0, photos: 0, number: '', typing: false, digits: '', reason: '', opens: '', shift: '', ways: false,
  },
  /** @param {{way?: 'in' | 'out', waiting?: string}} query */
  onLoad(query) {
    const way = query.way === 'out' ? 'out' : 'in'
    const today = wx.read('today') || {}
    if (way === 'out') wx.setTitle('离岗打卡')
    this.tap = { way, key: newKey(), nonce: '', point: checkin.pointFor(way), withoutShift: !today.signup && way === 'in' }
    const me = session.me()
    this.setData({ way, number: (me && me.volunteer_number) || '', shift: way === 'in' && today.signup ? `${times.clock(today.signup.starts_at)}–${times.clock(today.signup.ends_at)}` : '' })
    const waiting = wx.read('waiting')
    if (query.waiting && waiting) return this.show({ state: 'waits' })
    if (way === 'out' && today.duty && clock.now() - Date.parse(today.duty.in_at) < SHORT_MS) return this.show({ state: 'short' })
    this.begin()
  },
  onUnload() {
    clearInterval(this.counting)
  },
  /** Ask for the position now: the tap that opened this page was for it. */
  begin() {
    if (!session.agreed('location')) return this.show({ state: 'consent' })
    this.measure()
  },
  async measure() {
    if (this.data.busy) return
    this.setData({ state: 'measuring', problem: null, ways: false, busy: '正在看您在哪儿…' })
    const shown = await checkin.measure(this.tap)
    this.setData({ busy: '' })
    this.show(shown)
    if (shown.state === 'uncertain' || (shown.offline && shown.state === 'inside')) this.record()
  },
  /** @param {any} shown */
  show(shown) {
    const waiting = wx.read('waiting')
    this.setData({ ...shown, problem: shown.problem || null, opens: shown.problem && shown.problem.extra && shown.problem.extra.opens_at ? times.clock(shown.problem.extra.opens_at) : '', at: shown.at || (waiting && waiting.at ? times.clock(waiting.at) : '') })
    if (shown.state === 'waits') this.countDown()
    if (shown.state === 'done') this.leave(shown)
  },
  /** @param {any} shown */
  leave(shown) {
    wx.remove('waiting')
    setTimeout(() => wx.replace(this.data.way === 'in' ? '/pages/duty/index' : `/pages/summary/index?id=${shown.session}`), 900)
  },
  /** @param {any} [proof] */
  async record(proof) {
    if (this.data.busy) return
    this.setData({ busy: '正在记…', problem: null })
    const slow = setTimeout(() => this.setData({ busy: '网络慢，别关，已在送' }), SLOW_MS)
    const waiting = wx.read('waiting')
    const shown = waiting && this.data.state === 'waits' ? await checkin.prove(waiting.id, proof) : await checkin.record(this.tap, proof)
    clearTimeout(slow)
    if (shown.state === 'problem' || shown.state === 'code') this.tap.key = newKey() // decided: the next tap is another act
    this.setData({ busy: '' })
    this.show(shown)
    return shown
  },
  confirm() {
    return this.record()
  },
  countDown() {
    clearInterval(this.counting)
    this.setData({ again: AGAIN_S })
    this.counting = setInterval(() => {
      this.setData({ again: this.data.again - 1 })
      if (this.data.again <= 0) clearInterval(this.counting)
    }, 1000)
  },
  /** A better fix for what waits. */
  async again() {
    if (this.data.again > 0) return
    if (this.data.state !== 'waits') return this.measure()
    const found = await wx.locate()
    if (found.ok) await this.record({ fix: found.value })
    else this.setData({ problem: { title: '还是取不到位置', detail: '扫码或拍照也一样' } })
    this.countDown()
  },
  /** The code at the point. */
  async scan() {
    const scanned = await wx.scan()
    if (!scanned.ok) return this.setData({ typing: scanned.why !== 'cancelled' })
    const code = checkin.digitsOf(scanned.value.result)
    if (!code) return this.setData({ typing: true, problem: { title: '这不是集结点的码', detail: '对着牌子上会变的那个再扫，或者写上六位数' } })
    await this.record({ place_code: code })
  },
  type() {
    this.setData({ typing: true })
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ digits: event.detail.value })
  },
  async useDigits() {
    const code = checkin.digitsOf(this.data.digits)
    if (!code) return this.setData({ problem: { title: '还差几位', detail: '牌子上的码是六位数字' } })
    await this.record({ place_code: code })
  },
  /** A photo of the place; the check-in is recorded first, so that the time stands. */
  async photograph() {
    if (this.data.busy) return
    if (this.data.state !== 'waits') {
      const shown = await this.record({ noFix: true })
      if (!shown || shown.state !== 'waits') return
    }
    this.setData({ busy: '正在拍…' })
    const taken = await wx.photograph()
    if (!taken.ok) return this.setData({ busy: '', problem: taken.why === 'cancelled' ? null : { title: '没开相机', detail: '时间已经记下。等队长核对，或者把编号给队长看' } })
    this.setData({ busy: '正在送照片…' })
    const waiting = wx.read('waiting')
    const shown = await checkin.photograph(waiting.id, taken.value)
    this.setData({ busy: '', photos: shown.photos || this.data.photos, problem: shown.problem || null })
  },
  async agree() {
    const me = /** @type {import('../../utils/session').Me} */ (session.me())
    this.setData({ busy: '正在记…' })
    const kept = await api.post('/v1/me/consents', { consents: [{ purpose: 'location', notice_version: me.notices.location }] })
    this.setData({ busy: '', problem: kept.ok ? null : kept.problem })
    if (!kept.ok) return
    session.remember(kept.value)
    this.measure()
  },
  without() {
    this.setData({ state: 'refused', problem: null })
  },
  otherWays() {
    this.setData({ ways: true })
  },
  anyway() {
    this.tap.withoutShift = true
    this.tap.key = newKey()
    return this.record()
  },
  async settings() {
    await wx.openSetting()
    this.measure()
  },
  theWay() {
    const { latitude_deg, longitude_deg, name } = this.tap.point
    wx.showTheWay({ latitude: latitude_deg, longitude: longitude_deg, name })
  },
  async sendNow() {
    this.setData({ busy: '正在送…' })
    await outbox.sendAll()
    this.setData({ busy: '' })
    if (!outbox.waiting().length) wx.restart('/pages/home/index')
    else this.setData({ problem: { title: '还是没有网', detail: '放心去，有网就自动送出去' } })
  },
  shifts() {
    wx.go('/pages/shifts/index')
  },
  duty() {
    wx.replace('/pages/duty/index')
  },
  home() {
    wx.restart('/pages/home/index')
  },
})
