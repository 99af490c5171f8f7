// Leave to send one message through WeChat: asked where the wish is born, never twice in a visit, quiet for 30 days after a no.
const api = require('./api')
const clock = require('./clock')
const { newKey } = require('./ids')
const wx = require('./wx')

const QUIET_MS = 30 * 24 * 3600_000
const asked = new Set()

/** @returns {Promise<{template: string, template_id: string, left: number}[]>} */
async function held() {
  const answer = await api.get('/v1/me/inbox')
  return answer.ok ? answer.value.grants : []
}

/**
 * Whether WeChat would ask at all: nothing stands in the way ('', also when WeChat does not say), the person shut the main
 * switch ('off'), the person said no to each of these for good ('never'), or WeChat itself stopped them ('ban').
 * @param {string[]} ids @returns {Promise<'' | 'off' | 'never' | 'ban'>}
 */
async function shut(ids) {
  const told = await wx.messageSettings()
  const settled = told.ok && told.value.subscriptionsSetting
  if (!settled) return ''
  if (!settled.mainSwitch) return 'off'
  const items = settled.itemSettings || {}
  if (!ids.length || ids.some((id) => !['reject', 'ban'].includes(items[id]))) return ''
  return ids.some((id) => items[id] === 'reject') ? 'never' : 'ban'
}

/** Whether to show our own sheet for a kind of message. @param {string} template */
async function worthAsking(template) {
  const quietUntil = Number((wx.read('no-messages') || {})[template] || 0)
  if (asked.has(template) || clock.now() < quietUntil) return false
  asked.add(template)
  const grant = (await held()).find((one) => one.template === template && one.left === 0)
  return grant !== undefined && !(await shut([grant.template_id]))
}

/** @type {Promise<boolean> | null} */
let asking = null

/** WeChat's own panel, from a tap on 好, one however often it is tapped; what was allowed is told to the server. @param {string} template @returns {Promise<boolean>} */
function ask(template) {
  asking = asking || panel(template).finally(() => { asking = null })
  return asking
}

/** @param {string} template @returns {Promise<boolean>} */
async function panel(template) {
  const grant = (await held()).find((one) => one.template === template)
  if (!grant) return false
  const said = await wx.askMessages([grant.template_id])
  const accepted = said.ok && said.value[grant.template_id] === 'accept'
  if (accepted) await api.post('/v1/me/message-grants', { templates: [template] }, newKey())
  else notNow(template)
  return accepted
}

/** @param {string} template */
const notNow = (template) => wx.write('no-messages', { ...wx.read('no-messages'), [template]: clock.now() + QUIET_MS })

module.exports = { worthAsking, ask, notNow, held, shut }
