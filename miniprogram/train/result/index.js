const api = require('../../utils/api')
const session = require('../../utils/session')
const times = require('../../utils/times')
const wx = require('../../utils/wx')
const { reviewed } = require('../courses')

// 成绩: the score, then what was wrong and why.
Page({
  data: { score: /** @type {any} */ (null), words: '', paper: /** @type {any} */ (null), wrong: /** @type {any[]} */ ([]), right: /** @type {any[]} */ ([]), all: false, problem: /** @type {any} */ (null) },
  /** @param {{attempt?: string}} query */
  onLoad(query) {
    this.id = query.attempt || ''
    return this.ask()
  },
  async ask() {
    await this.review()
    await this.certificate()
  },
  async review() {
    const answer = await api.get(`/v1/attempts/${this.id}`)
    if (!answer.ok) return this.setData({ problem: answer.problem })
    if (answer.value.paper) return wx.replace(`/train/quiz/index?attempt=${this.id}`)
    const { score, questions } = answer.value.review
    const lines = questions.map(reviewed)
    const wrong = lines.filter((/** @type {any} */ line) => line.wrong)
    this.setData({
      problem: null,
      score,
      paper: score.passed ? { id: '', title: '合格证', text: session.isMember() ? '正在做，好了在“荣誉”里' : '有了编号就发' } : null,
      words: `${lines.length} 题对 ${lines.length - wrong.length} 题，${score.pass_mark} 分合格${score.expired ? '。时间到，按已保存的算' : ''}${score.passed && score.valid_until ? `。管到 ${times.date(score.valid_until)}` : ''}`,
      wrong,
      right: lines.filter((/** @type {any} */ line) => !line.wrong),
    })
  },
  /** The paper of this course, when it has been made: the newest that counts. */
  async certificate() {
    if (!this.data.score || !this.data.score.passed || !session.isMember()) return
    const [honours, course] = await Promise.all([api.get('/v1/me/honours'), api.get(`/v1/courses/${this.data.score.course_id}`)])
    if (!honours.ok || !course.ok) return
    const paper = honours.value.items.find((/** @type {any} */ one) => one.kind === 'training' && one.state === 'issued' && one.title === course.value.course.title)
    if (paper) this.setData({ paper: { id: paper.award_id, title: '合格证', text: paper.valid_until ? `管到 ${times.date(paper.valid_until)}，能存能打印` : '能存、能打印' } })
  },
  openPaper() {
    wx.go(this.data.paper.id ? `/honours/certificate/index?id=${this.data.paper.id}` : '/honours/wall/index')
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
