const api = require('../../utils/api')
const session = require('../../utils/session')

const PURPOSES = [
  { key: 'service', name: '基本服务', why: '姓名、编号、时长，排班和计时用', needed: true },
  { key: 'location', name: '打卡时的位置', why: '只在点“打卡”那一刻取一次，原始位置 180 天后删' },
  { key: 'publication', name: '公开表扬', why: '表扬墙上写您的名字' },
]

// 您同意过的: each purpose by itself, to give and to take back, with what that does.
Page({
  data: { items: /** @type {any[]} */ ([]), effects: /** @type {any} */ (null), busy: '', problem: /** @type {any} */ (null) },
  async onLoad() {
    this.draw()
    const answer = await api.get('/v1/me') // an answer may have been lost: the server knows what was given
    if (answer.ok) session.remember(answer.value)
    this.draw()
  },
  draw() {
    const me = session.me()
    this.setData({ items: PURPOSES.map((one) => ({ ...one, given: Boolean(me && me.consents.includes(one.key)) })) })
  },
  /** @param {any} event */
  async change(event) {
    const { key, given } = event.currentTarget.dataset
    const me = session.me()
    if (this.data.busy || !me) return
    this.setData({ busy: key, problem: null, effects: null })
    const answer = given ? await api.remove(`/v1/me/consents/${key}`) : await api.post('/v1/me/consents', { consents: [{ purpose: key, notice_version: me.notices[key] }] })
    this.setData({ busy: '' })
    if (!answer.ok) return this.setData({ problem: answer.problem })
    const { effects, ...told } = answer.value
    session.remember(told)
    this.draw()
    if (effects) this.setData({ effects: [...effects.stops, ...effects.goes, ...effects.stays].map((/** @type {string} */ words) => words.replace(/你/g, '您')) })
  },
})
