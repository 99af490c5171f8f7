// The tabs, from the left. A package that brings a tab adds its line; `elder` says whether elder mode keeps it.
module.exports = [
  { key: 'home', name: '今日', sign: 'home', url: '/pages/home/index', elder: true },
  { key: 'shifts', name: '班次', sign: 'calendar', url: '/pages/shifts/index', elder: true },
]
