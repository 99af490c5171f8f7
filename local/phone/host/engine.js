// WeChat's own component engine, standing on the browser's document.
import * as easel from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { adoptNatives, detailOf } from './natives.js'

class Backend extends easel.CurrentWindowBackendContext {
  _$getEventDetail(event) {
    return detailOf(event) ?? super._$getEventDetail(event)
  }
}

adoptNatives(document)
const environment = new MiniProgramEnv()
const space = environment.createCodeSpace('main', true)
const backend = new Backend()
// The adapter does not wire events by itself.
backend.onEvent((target, type, detail, options) => {
  const event = new easel.Event(type, detail, options)
  easel.Event.dispatchEvent(target, event)
  return event.defaultPrevented() ? easel.EventBubbleStatus.NoDefault : easel.EventBubbleStatus.Normal
})
const view = environment.associateBackend(backend)

// WXS asks for these two.
window.getRegExp = (pattern, flags) => new RegExp(pattern, flags)
window.getDate = (...parts) => new Date(...parts)

function style(name, css) {
  if (!css) return
  view.registerStyleSheetContent(name, css)
  space.addStyleSheet(name, name)
}

/** Make a page or component known: what it is, how it looks. */
function add(part, config, template, css) {
  style(part, css)
  space.addComponentStaticConfig(part, config)
  space.addCompiledTemplate(part, { content: template })
}

/** Run a page's or component's module, which calls Page or Component. */
function define(part, load) {
  space.componentEnv(part, ({ Page, Component, Behavior }) => {
    Object.assign(window, { Page, Component, Behavior })
    load()
  })
}

/** Put a new instance of a page into a box. */
function open(page, box) {
  const tree = view.createRoot('div', space, page)
  const place = box.appendChild(document.createElement('div'))
  tree.attach(box, place)
  return tree
}

export const engine = { style, add, define, open }
