const api = require('../../utils/api')
const clock = require('../../utils/clock')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')

/** @type {Record<string, string>} roles in words */
const ROLES = { volunteer: '队员', squadron_leader: '中队长', brigade_leader: '大队长', force_leader: '支队长', recruiter: '招录员', trainer: '教官', registrar: '名册员', auditor: '审计员', admin: '管理员' }
/** @type {Record<string, string>} acts that the log names by a word of the code */
const WHAT = { 'team-check-in': '替您签到' }

/** @param {string} by roles and a number @param {string} own */
function who(by, own) {
  if (own && by.endsWith(own)) return '您自己'
  const [roles, number] = by.split(' ')
  const words = roles.split(',').filter((role) => role !== 'volunteer' || roles === 'volunteer').map((role) => ROLES[role] || role).join('、')
  return number ? `${words} ${number}` : words
}

// 谁看过: every look at and change of what is held, in the order it happened, the newest first.
Page({
  data: { items: /** @type {any[]} */ ([]), known: false, cursor: /** @type {string | null} */ (null), problem: /** @type {any} */ (null) },
  onLoad() {
    return this.ask()
  },
  async ask() {
    const { cursor } = this.data
    const answer = await api.get(`/v1/me/access-log?limit=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const me = session.me()
    const lines = answer.value.items.map((/** @type {any} */ one, /** @type {number} */ n) => ({ n: this.data.items.length + n, title: WHAT[one.what] || one.what, text: `${who(one.by, me.volunteer_number)} · ${times.dayWords(one.at, clock.now())} ${times.clock(one.at)}${one.facts.reason ? ` · ${one.facts.reason}` : ''}` }))
    this.setData({ items: [...this.data.items, ...lines], known: true, cursor: answer.value.cursor, problem: null })
  },
  /** Again, further on, or back when all has been seen. */
  on() {
    return this.data.problem || this.data.cursor ? this.ask() : wx.back()
  },
})
