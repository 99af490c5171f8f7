const wx = require('../../utils/wx')

const GATES = [
  { sign: '志', name: '志愿', text: '聊聊您为什么来，每周有多少时间' },
  { sign: '政', name: '政治', text: '派出所核对，您不用做什么' },
  { sign: '身', name: '身体', text: '能走能站就行，到队部看一看' },
  { sign: '技', name: '技能', text: '学几门短课，考一次，练一次' },
]

// 招募说明: for who only wants to read. Nothing is asked, nothing is kept, nobody signs in.
Page({
  data: { gates: GATES },
  arrive() {
    wx.restart('/pages/arrive/index')
  },
})
