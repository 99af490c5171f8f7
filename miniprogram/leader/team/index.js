const api = require('../../utils/api')
const clock = require('../../utils/clock')
const fence = require('../../utils/fence')
const places = require('../../utils/places')
const session = require('../../utils/session')
const team = require('../../utils/team')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

// 替队员签到: the leader names who stands there and why the phone did not do it; each person is asked afterwards.
Page({
  data: {
    shift: /** @type {any} */ (null), gone: false, way: 'in', people: /** @type {any[]} */ ([]), done: 0, count: 0, reasons: team.REASONS, choosing: '', where: '', whereKind: '',
    busy: '', said: '', refused: '', fault: '', problem: /** @type {any} */ (null),
  },
  /** @param {{id?: string}} query */
  onLoad(query) {
    this.id = query.id || ''
    return this.ask('in')
  },
  /** @param {'in' | 'out'} way */
  async ask(way) {
    const me = session.me()
    const unit = me ? me.unit_path || '' : ''
    const [shifts, roster] = await Promise.all([api.get(`/v1/shifts?unit=${encodeURIComponent(unit)}&first=${times.day(clock.now() - 24 * 3600_000)}&days=4`), api.get(`/v1/shifts/${this.id}/roster`)])
    if (!roster.ok) return this.setData(roster.problem.status === 404 ? { gone: true } : { problem: roster.problem })
    if (!shifts.ok) return this.setData({ problem: shifts.problem })
    const shift = team.shiftsOf(shifts.value.items, 0).find((one) => one.id === this.id)
    if (!shift) return this.setData({ gone: true })
    const now = await api.get(`/v1/duty/now?point=${shift.point}`)
    if (!now.ok) return this.setData({ problem: now.problem })
    const people = now.value.items.flatMap((/** @type {any} */ post) => post.people)
    this.setData({ shift, way, ...team.rollOf(roster.value.items, people, me ? me.person_id : '', way), count: 0, problem: null })
    await this.stand()
  },
  /** Where the leader is, seen on this phone and sent nowhere; not knowing it stops nothing. */
  async stand() {
    if (!session.agreed('location')) return this.setData({ where: '没开位置，照样能签', whereKind: '' })
    await places.learn({ signup: { point_number: this.data.shift.point } })
    const point = places.pointOf(this.data.shift.point)
    const found = point && (await wx.locate())
    if (!point || !found || !found.ok) return this.setData({ where: '没开位置，照样能签', whereKind: '' })
    const { state, distance } = fence.picture({ latitude: point.latitude_deg, longitude: point.longitude_deg }, point.radius_m, found.value, 300)
    const words = { inside: ['您在集结点内', 'ok'], uncertain: ['您的位置拿不准', 'wait'], outside: [`您离集结点 ${distance} 米`, 'wait'] }[state]
    this.setData({ where: words[0], whereKind: words[1] })
  },
  /** @param {any} event */
  turn(event) {
    if (!this.data.busy) return this.ask(event.currentTarget.dataset.way)
  },
  /** @param {any} event */
  choose(event) {
    const { number } = event.currentTarget.dataset
    const one = this.data.people.find((person) => person.number === number)
    if (!one) return
    if (one.chosen) this.mark(number, { chosen: false })
    else if (one.reason) this.mark(number, { chosen: true })
    else this.setData({ choosing: number })
  },
  /** @param {any} event */
  why(event) {
    this.setData({ choosing: event.currentTarget.dataset.number })
  },
  close() {
    this.setData({ choosing: '' })
  },
  /** @param {any} event */
  because(event) {
    this.mark(this.data.choosing, { chosen: true, reason: event.currentTarget.dataset.reason })
    this.setData({ choosing: '' })
  },
  /** @param {string} number @param {any} parts */
  mark(number, parts) {
    const people = this.data.people.map((one) => (one.number === number ? { ...one, ...parts } : one))
    this.setData({ people, count: people.filter((one) => one.chosen).length, fault: '', said: '', refused: '' })
  },
  /** A volunteer's card, on the phone or printed: the server says whose it is, a copied or old one counts nothing. */
  async scan() {
    if (this.data.busy) return
    const seen = await wx.scan()
    if (!seen.ok) return this.setData({ fault: seen.why === 'cancelled' ? '' : '没开相机：在名单里点名字' })
    const card = team.cardIn(seen.value.result)
    if (!card) return this.setData({ fault: '这不是义警证上的码' })
    this.setData({ busy: '正在认人…', fault: '' })
    const answer = await api.get(`/v1/verify-card/${card}/volunteer`)
    this.setData({ busy: '' })
    if (answer.ok) this.found(answer.value)
    else this.setData({ fault: team.cardFault(answer.problem) })
  },
  /** @param {{volunteer_number: string, name: string, on_screen: boolean}} owner */
  found({ volunteer_number: number, name, on_screen: onScreen }) {
    const one = this.data.people.find((person) => person.number === number)
    if (!one) return this.setData({ fault: `${name} 不在下面的名单里：没报这一班，或者已经${this.data.way === 'in' ? '到岗' : '离岗'}` })
    this.mark(number, { scanned: onScreen ? '扫过证' : '扫过纸证', ...(one.reason ? { chosen: true } : {}) })
    if (!one.reason) this.setData({ choosing: number })
  },
  /** The server records nobody twice: a second tap, or a repeat after no answer, finds them on duty already. */
  async sign() {
    const { people, way, busy } = this.data
    if (busy) return
    const groups = team.groupsOf(people)
    if (!groups.length) return this.setData({ fault: '先点站在您面前的人' })
    this.setData({ busy: '正在签…', problem: null })
    /** @type {any[]} */
    const told = []
    let problem = null
    for (const { reason, numbers } of groups) {
      const answer = await api.post(`/v1/shifts/${this.id}/team-checkin`, { way, volunteer_numbers: numbers, reason })
      if (answer.ok) told.push(...answer.value.items)
      else problem = problem || answer.problem
    }
    const { count, refused } = team.saidOf(told, people)
    this.setData({ busy: '' })
    if (told.length) await this.ask(/** @type {'in' | 'out'} */ (way))
    this.setData({ problem, said: count ? `签了 ${count} 人，记在您名下` : '', refused })
    if (count) wx.buzz()
  },
  back() {
    wx.back()
  },
})
