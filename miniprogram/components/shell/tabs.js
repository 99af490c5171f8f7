// The tabs, from the left. A package that brings a tab adds its line; elder mode has its own three.
const TABS = [
  { key: 'home', name: '今日', sign: 'home', url: '/pages/home/index' },
  { key: 'shifts', name: '班次', sign: 'calendar', url: '/pages/shifts/index' },
  { key: 'train', name: '培训', sign: 'book', url: '/train/courses/index' },
  { key: 'honours', name: '荣誉', sign: 'medal', url: '/honours/wall/index' },
  { key: 'me', name: '我的', sign: 'person', url: '/me/index/index' },
]
const HOURS = { key: 'hours', name: '时长', sign: 'clock', url: '/me/hours/index' }
const ELDER_TABS = [TABS[0], HOURS, TABS[TABS.length - 1]]

module.exports = { TABS, ELDER_TABS }
