// The phone: `wx`, pages and the program's start. What is not here throws, as a promise that a test keeps.
import { engine } from './engine.js'
import * as pages from './pages.js'
import { account, openButtons } from './shims/account.js'
import { camera } from './shims/camera.js'
import { navigation } from './shims/navigation.js'
import { network, waiting } from './shims/network.js'
import { place } from './shims/place.js'
import { screen } from './shims/screen.js'
import { storage } from './shims/storage.js'
import { change, isDark, onChange, state } from './state.js'

export { engine }

const shims = { ...network, ...storage, ...place, ...camera, ...account, ...navigation, ...screen }
window.wx = new Proxy(shims, {
  get(known, name) {
    if (typeof name === 'symbol' || name in known) return known[name]
    throw new Error(`wx.${name} is not in the phone`)
  },
})

let theApp = {}
window.App = (told) => { theApp = told }
window.getApp = () => theApp

/** Start the program as WeChat does: its modules, then the app, then the page asked for in the address. `see`: changes the program's own settings. */
export function start(app, configs, loadApp, modules, see) {
  window.phoneHost = { app, state, change, shims: Object.keys(shims), saved: [], clipboard: '', open: pages.relaunch, see, background, waiting }
  pages.usePages(app, configs)
  openButtons(document.body)
  document.body.dataset.dark = isDark()
  const asked = new URLSearchParams(location.search)
  if (asked.has('person')) change({ person: asked.get('person') })
  loadApp()
  for (const [part, load] of Object.entries(modules)) engine.define(part, load)
  onChange((now, before) => { if (now.person !== before.person) location.replace(location.pathname) })
  theApp.onLaunch?.({})
  theApp.onShow?.({})
  pages.relaunch(asked.get('open') ?? app.entryPagePath ?? app.pages[0])
}

/** The person looks at something else, and comes back. */
function background() {
  pages.tellTop('onHide')
  theApp.onHide?.({})
  theApp.onShow?.({})
  pages.tellTop('onShow')
}
