// The stack of pages with WeChat's bar above it.
import { engine } from './engine.js'

const MOST_PAGES = 10
const stack = []
let configs = {}
let appConfig = {}

export function usePages(app, pages) {
  appConfig = app
  configs = pages
  window.getCurrentPages = () => stack.map(({ page }) => page)
  element('back').addEventListener('click', () => back(1))
}

const element = (id) => document.getElementById(id)
const call = (entry, method, argument) => entry?.page[method]?.(argument)

/** Go to a page. Throws WeChat's words when there is no such page or too many are open. */
export function navigate(url) {
  if (stack.length >= MOST_PAGES) throw new Error('webview count limit exceed')
  const [path, query] = parse(url)
  call(stack.at(-1), 'onHide')
  return show(path, query)
}

export function redirect(url) {
  const [path, query] = parse(url)
  leave(stack.pop())
  return show(path, query)
}

export function relaunch(url) {
  const [path, query] = parse(url)
  while (stack.length) leave(stack.pop())
  return show(path, query)
}

export function back(delta = 1) {
  const last = stack.at(-1)
  if (stack.length < 2) return
  if (last.warning && !window.confirm(last.warning)) return
  for (let n = 0; n < delta && stack.length > 1; n += 1) leave(stack.pop())
  draw()
  call(stack.at(-1), 'onShow')
}

/** The message that WeChat asks before a page is left. */
export const warnBeforeLeaving = (message) => { if (stack.length) stack.at(-1).warning = message }

/** The whole program goes to the background, or comes back. */
export const tellTop = (method) => call(stack.at(-1), method)

export function setTitle(title) {
  stack.at(-1).title = title
  draw()
}

function parse(url) {
  const [path, query] = url.replace(/^\//, '').split('?')
  if (!configs[path]) throw new Error(`page "${path}" is not found`)
  return [path, Object.fromEntries(new URLSearchParams(query ?? ''))]
}

function show(path, query) {
  const box = document.createElement('div')
  box.className = 'mp-page'
  box.dataset.route = path
  element('pages').appendChild(box)
  const tree = engine.open(path, box)
  const entry = { path, tree, box, page: tree.get(), warning: '', title: configs[path].navigationBarTitleText }
  stack.push(entry)
  entry.page.route = path
  draw()
  call(entry, 'onLoad', query)
  call(entry, 'onShow')
  call(entry, 'onReady')
}

function leave(entry) {
  if (!entry) return
  call(entry, 'onUnload')
  entry.tree.release()
  entry.box.remove()
}

function draw() {
  stack.forEach(({ box }, place) => { box.hidden = place !== stack.length - 1 })
  const { path, title } = stack.at(-1)
  const custom = (configs[path].navigationStyle ?? appConfig.window.navigationStyle) === 'custom'
  element('bar').dataset.custom = custom
  element('title').textContent = custom ? '' : title ?? appConfig.window.navigationBarTitleText
  element('title').hidden = custom
  element('back').hidden = custom || stack.length < 2
  document.body.dataset.route = path
  scrollTo(0, 0)
}
