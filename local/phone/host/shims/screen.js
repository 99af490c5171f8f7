// The screen, the bar above the page, the phone's own doings.
import { answer } from '../answers.js'
import { ask } from '../dialog.js'
import { isDark, onChange, state } from '../state.js'

const themed = new Set()
onChange((now, before) => {
  document.body.dataset.dark = isDark()
  if (now.dark !== before.dark) for (const listener of themed) listener({ theme: isDark() ? 'dark' : 'light' })
})

const paint = (name) => (options) =>
  answer(name, options, () => {
    if (options.backgroundColor) document.body.style.setProperty('--bar', options.backgroundColor)
    if (options.frontColor) document.body.style.setProperty('--bar-text', options.frontColor)
  })
const quiet = (name) => (options) => answer(name, options, () => ({}))

export const screen = {
  setNavigationBarColor: paint('setNavigationBarColor'),
  setBackgroundColor: quiet('setBackgroundColor'),
  setBackgroundTextStyle: quiet('setBackgroundTextStyle'),
  getMenuButtonBoundingClientRect: () => {
    const { width, height, top, right, bottom, left } = document.getElementById('capsule').getBoundingClientRect()
    return { width, height, top, right, bottom, left }
  },
  getWindowInfo: () => ({ windowWidth: innerWidth, windowHeight: innerHeight, screenWidth: innerWidth, screenHeight: innerHeight, pixelRatio: devicePixelRatio, statusBarHeight: 24, safeArea: { top: 24, left: 0, right: innerWidth, bottom: innerHeight, width: innerWidth, height: innerHeight - 24 }, screenTop: 0 }),
  getAppBaseInfo: () => ({ SDKVersion: '3.8.12', theme: isDark() ? 'dark' : 'light', language: 'zh_CN', fontSizeSetting: state().fontSize, version: '8.0.60', host: { appId: '' }, enableDebug: false }),
  getDeviceInfo: () => ({ platform: 'devtools', brand: 'browser', model: 'browser', system: 'browser', benchmarkLevel: 1 }),
  onThemeChange: (listener) => themed.add(listener),
  offThemeChange: (listener) => (listener ? themed.delete(listener) : themed.clear()),
  nextTick: (act) => Promise.resolve().then(act),
  setKeepScreenOn: quiet('setKeepScreenOn'),
  setScreenBrightness: quiet('setScreenBrightness'),
  getScreenBrightness: (options) => answer('getScreenBrightness', options, () => ({ value: 0.5 })),
  onUserCaptureScreen: () => {},
  offUserCaptureScreen: () => {},
  vibrateShort: quiet('vibrateShort'),
  vibrateLong: quiet('vibrateLong'),
  makePhoneCall: (options) => answer('makePhoneCall', options, async () => { await ask({ title: options.phoneNumber, text: '手机会拨这个号码', choices: { back: '返回' } }) }),
  setClipboardData: (options) => answer('setClipboardData', options, () => { window.phoneHost.clipboard = options.data }),
}
