// What the frame around the phone decides: who holds it, where it is, what is refused. Kept by the browser.
const KEY = 'phone:host'
const FRESH = { person: '', place: null, accuracy: 12, offline: false, refused: [], dark: null, fontSize: 16, neverAsk: false }

let held = { ...FRESH, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') }
if (localStorage.getItem('phone:never-ask')) held.neverAsk = true
const listeners = new Set()

/** How things stand now. */
export const state = () => held

/** Change some of it; who listens hears of old and new. */
export function change(parts) {
  const before = held
  held = { ...held, ...parts }
  localStorage.setItem(KEY, JSON.stringify(held))
  for (const listener of listeners) listener(held, before)
}

export const onChange = (listener) => listeners.add(listener)

/** Whether the phone is set to dark; the computer's own setting until somebody decides. */
export const isDark = () => held.dark ?? matchMedia('(prefers-color-scheme: dark)').matches

/** Whether a permission was refused on this phone: location, camera, album, messages, phone. */
export const refused = (permission) => held.refused.includes(permission)

/** Kinds of message that were settled for good on this phone: 'reject' by the person, 'ban' by WeChat. */
export const settled = () => JSON.parse(localStorage.getItem(`${drawer()}host:messages`) ?? '{}')
export const settle = (templates, answer) => localStorage.setItem(`${drawer()}host:messages`, JSON.stringify({ ...settled(), ...Object.fromEntries(templates.map((id) => [id, answer])) }))

/** The name under which the mini-program's own storage is kept: each person has a phone of their own. */
export const drawer = () => `phone:${held.person || 'nobody'}:`
