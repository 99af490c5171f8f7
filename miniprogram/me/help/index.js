const wx = require('../../utils/wx')

const QUESTIONS = [
  { q: '打不上卡怎么办', a: '没开位置、定位不准，都能扫集结点的码、拍一张现场照，或者请队长替您签。打卡那一刻的时间不会因此变晚。' },
  { q: '没有网怎么办', a: '照样点，先记在手机里，有网自动送，队长核对后算数。最多存三天。' },
  { q: '忘了离岗怎么办', a: '时长先记 0。7 天内去“补卡”，写明几点走的，队长核对后算数。' },
  { q: '积分为什么少了', a: '在“时长和积分”里点那一笔，写着为什么。不对就点“我觉得不对”，换一个人来看。' },
  { q: '换了手机、换了微信', a: '新手机登录同一个微信就好。换了微信，请到队部当面核对，记录都能找回。' },
  { q: '没有智能手机', a: '到集结点找队长，他替您签，时长一样算。' },
]

// 帮忙: what is asked most, and whom to call.
Page({
  data: { questions: QUESTIONS, opened: -1 },
  /** @param {any} event */
  open(event) {
    const { n } = event.currentTarget.dataset
    this.setData({ opened: this.data.opened === n ? -1 : n })
  },
  emergency() {
    wx.call('110')
  },
})
