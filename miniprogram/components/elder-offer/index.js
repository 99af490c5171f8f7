const settings = require('../../utils/settings')

// Large letters, offered by themselves once: to who has made WeChat's own letters large.
Component({
  data: { open: false },
  lifetimes: {
    attached() {
      this.setData({ open: settings.offersElder() })
    },
  },
  methods: {
    yes() {
      this.settle(true)
    },
    no() {
      this.settle(false)
    },
    /** @param {boolean} elder */
    settle(elder) {
      settings.change({ elder, asked: true })
      this.setData({ open: false })
    },
  },
})
