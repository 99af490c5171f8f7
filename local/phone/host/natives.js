// WeChat's native components as elements of a browser.
import { fileOf } from './files.js'

const TAGS = { view: 'div', text: 'span', image: 'img', 'scroll-view': 'div', block: 'div', 'rich-text': 'div', switch: 'input' }
const OFF = new Set(['', 'false', undefined, null, false])

/** Let `createElement` know the native components. */
export function adoptNatives(document) {
  const create = document.createElement.bind(document)
  document.createElement = (tag, options) => {
    const element = create(TAGS[tag] ?? tag, options)
    if (TAGS[tag]) element.dataset.wx = tag
    nameRoles(element)
    const adopt = { input: adoptField, textarea: adoptField, button: adoptButton, switch: adoptSwitch, image: adoptImage, 'rich-text': adoptText }[tag]
    adopt?.(element, element.setAttribute.bind(element))
    return element
  }
}

/** WeChat says `aria-role` where a browser says `role`. */
function nameRoles(element) {
  const set = element.setAttribute.bind(element)
  element.setAttribute = (name, value) => {
    if (name !== 'aria-role') return set(name, value)
    if (value === 'heading') set('aria-level', '1')
    return value ? set('role', value) : element.removeAttribute('role')
  }
}

/** What WeChat puts into `event.detail`; undefined for what the engine tells by itself. */
export function detailOf(event) {
  if (event.detail && typeof event.detail === 'object') return event.detail
  if (!event.target || !/^(input|change|blur|focus|confirm)$/.test(event.type)) return undefined
  if (event.target.type === 'checkbox') return { value: event.target.checked }
  return 'value' in event.target ? { value: event.target.value, cursor: event.target.value.length } : undefined
}

function adoptField(element, set) {
  element.setAttribute = (name, value) => {
    if (name === 'disabled') element.disabled = !OFF.has(value)
    else if (name === 'value') { if (element.value !== String(value ?? '')) element.value = value ?? '' }
    else if (name === 'maxlength') { if (Number(value) >= 0) set(name, value) }
    else if (name === 'type') set('inputmode', { number: 'numeric', digit: 'decimal', idcard: 'text' }[value] ?? 'text')
    else if (name === 'focus') { if (!OFF.has(value)) requestAnimationFrame(() => element.focus()) }
    else set(name, value)
  }
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && element.localName === 'input') element.dispatchEvent(new CustomEvent('confirm', { bubbles: true, detail: { value: element.value } }))
  })
}

function adoptButton(element, set) {
  element.type = 'button'
  element.setAttribute = (name, value) => {
    if (name === 'disabled') element.disabled = !OFF.has(value)
    else set(name, value)
  }
}

function adoptSwitch(element, set) {
  element.type = 'checkbox'
  element.setAttribute = (name, value) => {
    if (name === 'checked') element.checked = !OFF.has(value)
    else set(name, value)
  }
}

function adoptImage(element, set) {
  element.alt = ''
  element.setAttribute = (name, value) => {
    if (name === 'src') { if (value) set('src', addressOf(value)) }
    else if (name === 'aria-label') set('alt', value ?? '')
    else if (name !== 'mode') set(name, value)
    else element.dataset.mode = value
  }
}

/** A temporary file of the phone as an address of the browser; anything else is one already. */
const addressOf = (name) => (name.startsWith('wxfile://') ? URL.createObjectURL(fileOf(name)) : name)

/** WeChat draws a text that the server has made safe, and runs nothing in it. */
function adoptText(element, set) {
  element.setAttribute = (name, value) => {
    if (name !== 'nodes') return set(name, value)
    const text = new DOMParser().parseFromString(String(value ?? ''), 'text/html')
    for (const active of text.querySelectorAll('script, iframe, object')) active.remove()
    element.replaceChildren(...text.body.childNodes)
    return undefined
  }
}
