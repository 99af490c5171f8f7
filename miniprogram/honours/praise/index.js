const api = require('../../utils/api')
const clock = require('../../utils/clock')
const { newKey } = require('../../utils/ids')
const times = require('../../utils/times')

// 点赞: praise received, and praise for somebody by number, with a few words.
Page({
  data: { praises: /** @type {any[]} */ ([]), known: false, number: '', words: '', fault: '', busy: '', said: '', problem: /** @type {any} */ (null) },
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
    this.setData({ [event.currentTarget.dataset.field]: event.detail.value, fault: '', said: '' })
  },
  async give() {
    const { number, words, busy } = this.data
    if (busy) return
    if (!/^\d{2}-\d{2}-\d{4}$/.test(number.trim())) return this.setData({ fault: '写上他的编号，像 01-01-0002' })
    if (!words.trim()) return this.setData({ fault: '写一句：他做了什么' })
    this.setData({ busy: '正在送…', problem: null })
    const answer = await api.post('/v1/praise', { volunteer_number: number.trim(), words: words.trim() }, this.key)
    this.setData({ busy: '' })
    if (answer.ok || answer.problem.status) this.key = newKey() // without an answer it is the same act again
    this.setData(answer.ok ? { said: '送到了', number: '', words: '' } : { problem: answer.problem })
  },
})
