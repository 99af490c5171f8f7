// How the person wants to see it: colours, size, motion. Kept on the phone, told to every open page.
const wx = require('./wx')

/** @typedef {{theme: 'system' | 'light' | 'night', elder: boolean, calm: boolean, asked: boolean}} Settings  `asked`: large letters were offered, or chosen, or not */

const LARGE_PX = 20 // WeChat's own letters; 16 or 17 is what it comes with

/** @type {Settings} */
let held = { theme: 'system', elder: false, calm: false, asked: false, ...wx.read('settings') }
/** @type {Set<() => void>} */
const watchers = new Set()
const tell = () => watchers.forEach((watcher) => watcher())
wx.onThemeChange(tell)

const settings = () => held

/** @param {Partial<Settings>} parts */
function change(parts) {
  held = { ...held, ...parts }
  wx.write('settings', held)
  tell()
}

/** @param {() => void} watcher @returns {() => void} what ends the watching */
function watch(watcher) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const isNight = () => (held.theme === 'system' ? wx.base().theme === 'dark' : held.theme === 'night')

/** Whether to offer large letters: the person has made WeChat's own large, and nobody has asked yet. */
const offersElder = () => !held.elder && !held.asked && Number(wx.base().fontSizeSetting) >= LARGE_PX

/** The classes under which a whole page stands. */
const classes = () => `${isNight() ? 'night' : 'light'} ${held.elder ? 'elder' : 'usual'} ${held.calm ? 'calm' : ''}`

/** Give WeChat's own bar the colours of the page. */
const colourBar = () => (isNight() ? wx.colourBar('#ffffff', '#12110f') : wx.colourBar('#000000', '#f6f2ea'))

module.exports = { settings, change, watch, isNight, offersElder, classes, colourBar }
