const settings = require('../../utils/settings')
const wx = require('../../utils/wx')
const { TABS, ELDER_TABS } = require('./tabs')

// What every page stands in: colours, sizes, the bar's room, the one act at the bottom, the tabs.
Component({
  options: { multipleSlots: true },
  properties: {
    tab: { type: String, value: '' },
    custom: { type: Boolean, value: false }, // the page draws its own bar
    head: { type: String, value: '' }, // its title there
    foot: { type: Boolean, value: false },
  },
  data: { classes: settings.classes(), tabs: TABS, top: 0, bar: 44, right: 96 },
  lifetimes: {
    attached() {
      this.ending = settings.watch(() => this.dress())
      if (this.data.custom) this.measure()
      this.dress()
    },
    detached() {
      this.ending()
    },
  },
  pageLifetimes: {
    show() {
      this.dress()
    },
  },
  methods: {
    dress() {
      this.setData({ classes: settings.classes(), tabs: settings.settings().elder ? ELDER_TABS : TABS })
      settings.colourBar()
    },
    /** Room beside WeChat's capsule: never a constant. */
    measure() {
      const capsule = wx.capsule()
      const { statusBarHeight, windowWidth } = wx.window()
      this.setData({ top: statusBarHeight, bar: (capsule.top - statusBarHeight) * 2 + capsule.height, right: windowWidth - capsule.left + 8 })
    },
    /** @param {any} event */
    go(event) {
      const { key, url } = event.currentTarget.dataset
      if (key !== this.data.tab) wx.restart(url)
    },
  },
})
