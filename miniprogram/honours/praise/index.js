const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')

const WORDS = ['巡得仔细', '帮了大忙', '说话和气', '风雨不误', '带得耐心'] // Source: honours' PRAISE_WORDS

// 点赞: praise received, and praise for somebody by number, in one of five sayings.
Page({
  data: { praises: /** @type {any[]} */ ([]), known: false, number: '', sayings: WORDS, words: '', fault: '', busy: '', said: '', problem: /** @type {any} */ (null) },
  onLoad() {
    this.key = newKey()
    return this.ask()
  },
  async ask() {
    const answer = await api.get('/v1/me/honours')
    if (!answer.ok) return this.setData({ problem: answer.problem })
    this.setData({ known: true, praises: answer.value.praises.map((/** @type {any} */ one) => ({ ...one, when: times.dayWords(one.at, clock.now()) })) })
  },
  /** @param {any} event */
  typed(event) {
    this.setData({ number: event.detail.value, fault: '', said: '' })
  },
  /** @param {any} event */
  choose(event) {
    this.setData({ words: event.currentTarget.dataset.words, fault: '', said: '' })
  },
  async give() {
    const { number, words, busy } = this.data
    if (busy) return
    if (!/^\d{2}-\d{2}-\d{4}$/.test(number.trim())) return this.setData({ fault: '写上他的编号，像 01-01-0002' })
    if (!words) return this.setData({ fault: '选一样：他好在哪里' })
    this.setData({ busy: '正在送…', problem: null })
    const answer = await api.post('/v1/praise', { volunteer_number: number.trim(), words }, this.key)
    this.setData({ busy: '' })
    if (answer.ok || answer.problem.status) this.key = newKey() // without an answer it is the same act again
    this.setData(answer.ok ? { said: '送到了', number: '', words: '' } : { problem: answer.problem })
  },
})
