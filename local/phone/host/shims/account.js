// The person's WeChat account, played by the simulator of WeChat's server.
import { answer, fault } from '../answers.js'
import { ask } from '../dialog.js'
import { refused, settle, state } from '../state.js'
import { counted } from './network.js'

/** Tell the simulator something about the person who holds the phone. */
export async function simulator(command, body = {}) {
  if (state().offline) throw fault('network is unreachable')
  return counted(async () => {
    const response = await fetch(`wechat/${command}`, { method: 'POST', body: JSON.stringify({ user: state().person, ...body }) })
    if (!response.ok) throw fault(`simulator answers ${response.status}`)
    return response.json()
  })
}

/** What a tap on a button with an open-type does besides; the event goes to the element. */
export function openButtons(root) {
  root.addEventListener('click', async (event) => {
    const button = event.target.closest('button[open-type]')
    const kind = button?.getAttribute('open-type')
    const tell = (name, detail) => button.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }))
    if (kind === 'agreePrivacyAuthorization') tell('agreeprivacyauthorization', {})
    if (kind === 'getPhoneNumber') tell('getphonenumber', await phoneNumber())
  })
}

async function phoneNumber() {
  if (refused('phone')) return { errMsg: 'getPhoneNumber:fail user deny' }
  try {
    return { errMsg: 'getPhoneNumber:ok', code: (await simulator('phone')).code }
  } catch (broken) {
    return { errMsg: `getPhoneNumber:fail ${broken.message}` }
  }
}

export const account = {
  login: (options) => answer('login', options, async () => ({ code: (await simulator('login')).code })),
  checkSession: (options) => answer('checkSession', options, () => ({})),
  requestSubscribeMessage: (options) =>
    answer('requestSubscribeMessage', options, async () => {
      if (refused('messages-off')) throw fault('The main switch is turned off', { errCode: 20004 })
      const settled = refused('messages-ban') ? 'ban' : refused('messages-never') ? 'reject' : ''
      if (settled) settle(options.tmplIds, settled)
      const said = settled ? settled : refused('messages') ? 'reject' : state().neverAsk ? 'accept' : await ask({ title: '“守望”想给您发消息', text: `${options.tmplIds.length} 种，各一次`, choices: { reject: '拒绝', accept: '允许' } })
      if (said === 'accept') await simulator('grant', { template_ids: options.tmplIds })
      return Object.fromEntries(options.tmplIds.map((id) => [id, said]))
    }),
}
