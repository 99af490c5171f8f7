// Where the phone is, and what it may tell.
import { answer, fault } from '../answers.js'
import { ask } from '../dialog.js'
import { change, drawer, refused, settle, settled, state } from '../state.js'

const SCOPES = { 'scope.userLocation': 'location', 'scope.camera': 'camera', 'scope.writePhotosAlbum': 'album' }
const grantsKey = () => `${drawer()}host:scopes`
const granted = () => JSON.parse(localStorage.getItem(grantsKey()) ?? '{}')

/** Whether the person lets the program do it: refused in the frame, allowed before, or asked now. */
export async function allowed(scope, question) {
  if (refused(SCOPES[scope])) return false
  if (granted()[scope] !== undefined || state().neverAsk) return granted()[scope] ?? true
  const yes = (await ask({ title: question, text: window.phoneHost.app.permission?.[scope]?.desc ?? '', choices: { no: '拒绝', yes: '允许' } })) === 'yes'
  localStorage.setItem(grantsKey(), JSON.stringify({ ...granted(), [scope]: yes }))
  return yes
}

const authSetting = () => {
  const told = granted()
  for (const [scope, permission] of Object.entries(SCOPES)) if (refused(permission)) told[scope] = false
  return told
}

/** What was settled about messages, when it is asked for. */
const subscriptions = ({ withSubscriptions }) => (withSubscriptions ? { subscriptionsSetting: { mainSwitch: !refused('messages-off'), itemSettings: settled() } } : {})

/** The person allows everything that is theirs to allow; what WeChat stopped stays stopped. */
function allowAll() {
  change({ refused: state().refused.filter((permission) => permission === 'messages-ban' || !(Object.values(SCOPES).includes(permission) || permission.startsWith('messages'))) })
  localStorage.setItem(grantsKey(), JSON.stringify(Object.fromEntries(Object.keys(SCOPES).map((scope) => [scope, true]))))
  settle(Object.keys(settled()).filter((id) => settled()[id] === 'reject'), 'accept')
}

export const place = {
  getLocation: (options) =>
    answer('getLocation', options, async () => {
      if (!(await allowed('scope.userLocation', '“守望”想使用您的位置'))) throw fault('auth deny')
      if (!state().place) throw fault('system permission denied')
      const { latitude, longitude } = state().place
      const accuracy = state().accuracy
      return { latitude, longitude, accuracy, horizontalAccuracy: accuracy, verticalAccuracy: 0, altitude: 0, speed: -1 }
    }),
  openLocation: (options) => answer('openLocation', options, async () => { await ask({ title: `微信地图：${options.name ?? ''}`, text: options.address, choices: { back: '返回' } }) }),
  getSetting: (options) => answer('getSetting', options, () => ({ authSetting: authSetting(), ...subscriptions(options) })),
  openSetting: (options) =>
    answer('openSetting', options, async () => {
      if ((await ask({ title: '设置', text: '允许“守望”使用位置、相机、相册，给您发消息', choices: { no: '不改', yes: '都允许' } })) === 'yes') allowAll()
      return { authSetting: authSetting(), ...subscriptions(options) }
    }),
  getPrivacySetting: (options) => answer('getPrivacySetting', options, () => ({ needAuthorization: false, privacyContractName: '《守望隐私保护指引》' })),
  onNeedPrivacyAuthorization: () => {},
  openPrivacyContract: (options) => answer('openPrivacyContract', options, async () => { await ask({ title: '《守望隐私保护指引》', text: '在微信里，这里是公众平台上登记的全文。', choices: { back: '返回' } }) }),
}
