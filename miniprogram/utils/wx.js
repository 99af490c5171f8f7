// The only module that names `wx.`: every call of WeChat's, as a value. A refusal is an answer, never an exception.

/** @typedef {'refused' | 'off' | 'offline' | 'cancelled' | 'failed'} Why  refused by the person; off in the phone; no network; cancelled; anything else */
/** @template T @typedef {{ok: true, value: T} | {ok: false, why: Why}} Answer */

/** @param {{errMsg?: string}} fault @returns {Why} */
function whyOf(fault) {
  const words = fault.errMsg || ''
  if (/deny|denied by user|authorize no response|privacy/.test(words)) return 'refused'
  if (/system permission|locationswitchoff|location.*(off|not enabled)/i.test(words)) return 'off'
  if (/network|timeout|interrupted|abort/.test(words)) return 'offline'
  return /cancel/.test(words) ? 'cancelled' : 'failed'
}

/**
 * @template T
 * @param {(options: any) => any} call
 * @param {object} [options]
 * @returns {Promise<Answer<T>>}
 */
function ask(call, options) {
  return new Promise((resolve) => {
    call({
      ...options,
      success: (/** @type {T} */ value) => resolve({ ok: true, value }),
      fail: (/** @type {{errMsg?: string}} */ fault) => resolve({ ok: false, why: whyOf(fault) }),
    })
  })
}

/** @typedef {{latitude: number, longitude: number, accuracy: number}} Place */

module.exports = {
  whyOf,
  // Account
  /** @returns {Promise<Answer<{code: string}>>} */
  login: () => ask(wx.login),
  /** @param {string[]} templates @returns {Promise<Answer<Record<string, string>>>} */
  askMessages: (templates) => ask(wx.requestSubscribeMessage, { tmplIds: templates }),
  openPrivacyContract: () => ask(wx.openPrivacyContract),
  openSetting: () => ask(wx.openSetting, { withSubscriptions: true }),
  /** What was settled for good about messages. @returns {Promise<Answer<{subscriptionsSetting?: {mainSwitch: boolean, itemSettings?: Record<string, string>}}>>} */
  messageSettings: () => ask(wx.getSetting, { withSubscriptions: true }),
  // Network
  /** @param {object} options @returns {Promise<Answer<{statusCode: number, data: any, header: Record<string, string>}>>} */
  request: (options) => ask(wx.request, options),
  /** @param {object} options @returns {Promise<Answer<{statusCode: number, tempFilePath: string}>>} */
  download: (options) => ask(wx.downloadFile, options),
  /** @param {() => void} act */
  onOnline: (act) => wx.onNetworkStatusChange(({ isConnected }) => { if (isConnected) act() }),
  // Storage
  /** @param {string} key */
  read: (key) => wx.getStorageSync(key) || null,
  /** @param {string} key @param {unknown} value */
  write: (key, value) => wx.setStorageSync(key, value),
  /** @param {string} key */
  remove: (key) => wx.removeStorageSync(key),
  keys: () => wx.getStorageInfoSync().keys,
  // Place
  /** @returns {Promise<Answer<Place>>} */
  locate: () => ask(wx.getLocation, { type: 'gcj02', isHighAccuracy: true, highAccuracyExpireTime: 4000 }),
  /** @param {{latitude: number, longitude: number, name: string}} place */
  showTheWay: (place) => ask(wx.openLocation, { ...place, scale: 17 }),
  // Camera, album, papers
  /** @returns {Promise<Answer<{result: string, path?: string}>>} */
  scan: () => ask(wx.scanCode, { onlyFromCamera: true }),
  /** @returns {Promise<Answer<string>>} */
  async photograph() {
    const taken = await ask(wx.chooseMedia, { count: 1, mediaType: ['image'], sourceType: ['camera'], sizeType: ['compressed'] })
    return taken.ok ? { ok: true, value: /** @type {any} */ (taken.value).tempFiles[0].tempFilePath } : taken
  },
  /** @param {string} path @returns {Promise<Answer<{data: ArrayBuffer}>>} */
  readFile: (path) => ask((options) => wx.getFileSystemManager().readFile(options), { filePath: path }),
  /** @param {string} path */
  saveToAlbum: (path) => ask(wx.saveImageToPhotosAlbum, { filePath: path }),
  /** @param {string} path */
  preview: (path) => ask(wx.previewImage, { urls: [path] }),
  /** @param {string} path */
  openDocument: (path) => ask(wx.openDocument, { filePath: path, showMenu: true }),
  // Pages
  /** @param {string} url */
  go: (url) => ask(wx.navigateTo, { url }),
  /** @param {string} url */
  replace: (url) => ask(wx.redirectTo, { url }),
  /** @param {string} url */
  restart: (url) => ask(wx.reLaunch, { url }),
  top: () => ask(wx.pageScrollTo, { scrollTop: 0, duration: 0 }),
  back: () => ask(wx.navigateBack, { delta: 1 }),
  /** @param {string} title */
  setTitle: (title) => ask(wx.setNavigationBarTitle, { title }),
  /** @param {string} message */
  warnBeforeLeaving: (message) => ask(wx.enableAlertBeforeUnload, { message }),
  leaveFreely: () => ask(wx.disableAlertBeforeUnload),
  // The phone itself
  capsule: () => wx.getMenuButtonBoundingClientRect(),
  window: () => wx.getWindowInfo(),
  base: () => wx.getAppBaseInfo(),
  platform: () => wx.getDeviceInfo().platform,
  /** @param {() => void} act */
  onThemeChange: (act) => wx.onThemeChange(act),
  /** @param {string} text @param {string} background */
  async colourBar(text, background) {
    await ask(wx.setNavigationBarColor, { frontColor: text, backgroundColor: background })
    return ask(wx.setBackgroundColor, { backgroundColor: background })
  },
  /** @param {boolean} on */
  keepScreenOn: (on) => ask(wx.setKeepScreenOn, { keepScreenOn: on }),
  /** @param {number} value */
  brighten: (value) => ask(wx.setScreenBrightness, { value }),
  brightness: () => ask(wx.getScreenBrightness),
  buzz: () => ask(wx.vibrateShort, { type: 'medium' }),
  /** @param {string} number */
  call: (number) => ask(wx.makePhoneCall, { phoneNumber: number }),
  /** @param {string} text */
  copy: (text) => ask(wx.setClipboardData, { data: text }),
}
