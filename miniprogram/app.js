const wx = require('./utils/wx')
const outbox = require('./utils/outbox')

App({
  onLaunch() {
    wx.onOnline(() => outbox.sendAll())
  },
  onShow() {
    outbox.sendAll()
  },
})
