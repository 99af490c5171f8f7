const api = require('../../utils/api')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const { reviewed } = require('../courses')

// 成绩: the score, then what was wrong and why.
Page({
  data: { score: /** @type {any} */ (null), words: '', wrong: /** @type {any[]} */ ([]), right: /** @type {any[]} */ ([]), all: false, problem: /** @type {any} */ (null) },
  /** @param {{attempt?: string}} query */
  onLoad(query) {
    this.id = query.attempt || ''
    return this.ask()
  },
  async ask() {
    const answer = await api.get(`/v1/attempts/${this.id}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    if (answer.value.paper) return wx.replace(`/train/quiz/index?attempt=${this.id}`)
    const { score, questions } = answer.value.review
    const lines = questions.map(reviewed)
    const wrong = lines.filter((/** @type {any} */ line) => line.wrong)
    this.setData({
      problem: null,
      score,
      words: `${lines.length} 题对 ${lines.length - wrong.length} 题，${score.pass_mark} 分合格${score.expired ? '。时间到，按已保存的算' : ''}${score.passed && score.valid_until ? `。管到 ${times.date(score.valid_until)}` : ''}`,
      wrong,
      right: lines.filter((/** @type {any} */ line) => !line.wrong),
    })
  },
  showAll() {
    this.setData({ all: !this.data.all })
  },
  course() {
    wx.replace(`/train/course/index?id=${this.data.score.course_id}`)
  },
  done() {
    wx.restart('/train/courses/index')
  },
})
