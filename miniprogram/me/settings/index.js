const settings = require('../../utils/settings')

const THEMES = [{ key: 'system', name: '跟手机' }, { key: 'light', name: '浅色' }, { key: 'night', name: '夜间' }]

// 怎么显示: elder mode, colours, motion; at once, and kept on this phone.
Page({
  data: { themes: THEMES, ...settings.settings() },
  onShow() {
    this.setData(settings.settings())
  },
  /** @param {any} event */
  theme(event) {
    this.set({ theme: event.currentTarget.dataset.key })
  },
  elder() {
    this.set({ elder: !this.data.elder, asked: true })
  },
  calm() {
    this.set({ calm: !this.data.calm })
  },
  /** @param {any} parts */
  set(parts) {
    settings.change(parts)
    this.setData(parts)
  },
})
