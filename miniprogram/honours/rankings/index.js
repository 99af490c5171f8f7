const api = require('../../utils/api')
const clock = require('../../utils/clock')
const session = require('../../utils/session')
const times = require('../../utils/times')

// 排行: the own place first, with the two beside it; then the list.
Page({
  data: { units: /** @type {any[]} */ ([]), unit: '', board: /** @type {any} */ (null), at: '', empty: false, problem: /** @type {any} */ (null) },
  onLoad() {
    const { unit_path: path } = session.me() || { unit_path: '' }
    const parts = (path || '').split('/')
    const units = ['全支队', '大队', '中队'].slice(0, parts.length).map((name, depth) => ({ name, path: parts.slice(0, depth + 1).join('/') })).reverse()
    this.setData({ units, unit: units[0].path })
    return this.ask()
  },
  async ask() {
    const answer = await api.get(`/v1/rankings?unit=${encodeURIComponent(this.data.unit)}`)
    if (!answer.ok && answer.problem.slug === 'no-such-board') return this.setData({ board: null, empty: true, problem: null })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ board: answer.value, empty: !answer.value.items.length, at: `${times.dayWords(answer.value.as_of, clock.now())} ${times.clock(answer.value.as_of)}`, problem: null })
  },
  /** @param {any} event */
  choose(event) {
    this.setData({ unit: event.currentTarget.dataset.path, board: null, empty: false })
    return this.ask()
  },
})
