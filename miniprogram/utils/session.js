// Who holds the phone: the token and what the server last said of the person.
const wx = require('./wx')

/**
 * @typedef {{role: string, unit_path: string}} Grant
 * @typedef {{person_id: string, name: string, grants: Grant[], volunteer_number: string | null, unit_path: string | null,
 *   consents: string[], notices: Record<string, string>, phone: string, sign_in_again: boolean}} Me
 */

const OF_THE_PHONE = ['settings', 'clock'] // nobody's in particular

const token = () => /** @type {string | null} */ (wx.read('token'))
const me = () => /** @type {Me | null} */ (wx.read('me'))

/** @param {Me} told */
const remember = (told) => wx.write('me', told)

/** Signed in. Somebody else than before, as after an erasure: what was kept of the former person goes, and the first page comes. @param {string} value @param {Me} told */
function begin(value, told) {
  const before = me()
  const another = before !== null && before.person_id !== told.person_id
  if (another) for (const key of wx.keys()) if (!OF_THE_PHONE.includes(key)) wx.remove(key)
  wx.write('token', value)
  remember(told)
  if (another) wx.restart('/pages/arrive/index')
}

/** Forget the token; drafts and what waits to be sent stay. */
const end = () => wx.remove('token')

/** @param {string} purpose */
const agreed = (purpose) => Boolean(me() && /** @type {Me} */ (me()).consents.includes(purpose))

const isMember = () => Boolean(me() && /** @type {Me} */ (me()).volunteer_number)

/** Whether somebody leads a unit: the leader's pages are for them. */
const leads = () => Boolean(me() && /** @type {Me} */ (me()).grants.some(({ role }) => role.endsWith('_leader')))

module.exports = { token, me, remember, begin, end, agreed, isMember, leads }
