// The server's time: what the phone's own clock shows is moved by what the server last said.
const wx = require('./wx')

let offsetMs = Number(wx.read('clock') || 0)

/** An answer said that it is this time. @param {string} at */
function heard(at) {
  const told = Date.parse(at)
  if (Number.isNaN(told)) return
  offsetMs = told - Date.now()
  wx.write('clock', offsetMs)
}

/** Now, as the server would say. Units: milliseconds. */
const now = () => Date.now() + offsetMs

/** How far the server's clock is ahead of the phone's. Units: milliseconds. */
const ahead = () => offsetMs

module.exports = { heard, now, ahead }
