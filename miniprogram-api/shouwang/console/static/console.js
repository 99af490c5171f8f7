// What makes the console faster, never what makes it work: keys, masks that close by themselves, words while it saves.
'use strict'

const find = (selector) => document.querySelector(selector)
const inField = (element) => element.matches('input:not([type=radio]), textarea, select')

// The page's form goes once: from the press until the next page stands, neither key nor click sends another.
let restore = null

// What is answered at once changes no word. Source: reference/look.md section 8
const SAYS_SO_AFTER_MS = 400
function busy(button) {
  const spans = [...button.querySelectorAll('span')]
  const words = spans.map((span) => span.textContent)
  const say = setTimeout(() => spans.forEach((span) => { span.textContent = '正在存…' }), SAYS_SO_AFTER_MS)
  return () => {
    clearTimeout(say)
    spans.forEach((span, place) => { span.textContent = words[place] })
  }
}

// The rail that is counted anew comes when it comes: it ends no sending, and is late where the page has gone on.
const counting = (event) => event.detail.requestConfig?.elt.id === 'recount'
document.addEventListener('htmx:beforeSwap', (event) => {
  if (counting(event) && !event.detail.requestConfig.elt.isConnected) event.detail.shouldSwap = false
})

function ready() {
  restore?.()
  restore = null
}

function unsent() {
  ready()
  if (!find('[data-unsent]')) find('#decision').before(find('#unsent').content.cloneNode(true))
}

function send(form, button) {
  if (restore) return
  restore = busy(button)
  const values = { ...Object.fromEntries(new FormData(form)), [button.name]: button.value }
  if (document.getElementById(`row-${values.next}`)) values.beside = 'true'  // so that only what changes need come back
  const into = { target: '#main', select: '#main', swap: 'outerHTML show:none', push: 'true', values }
  window.htmx.ajax('POST', button.hasAttribute('formaction') ? button.formAction : form.action, into)
}

document.addEventListener('submit', (event) => {
  const form = event.target.closest('#decision')
  const button = event.submitter
  if (!form) return
  if (window.htmx || restore || !button) event.preventDefault()
  if (window.htmx && button) send(form, button)
  else if (button) restore ??= busy(button)
})
addEventListener('pageshow', ready)
document.addEventListener('htmx:afterSwap', (event) => { if (!counting(event)) ready() })
document.addEventListener('htmx:sendError', unsent)

// Masks close where they stand: the words typed meanwhile stay.
function mask(clock) {
  const row = clock.closest('div')
  row.querySelector('.on-screen').remove()
  row.querySelector('.on-paper').classList.remove('on-paper')
  clock.textContent = '遮回了'
  clock.removeAttribute('data-countdown')
}
setInterval(() => {
  for (const clock of document.querySelectorAll('[data-countdown]')) {
    const seconds = Number(clock.dataset.countdown) - 1
    clock.dataset.countdown = seconds
    if (seconds > 0) clock.textContent = `${seconds} 秒后遮回`
    else mask(clock)
  }
  // What can be taken back for some seconds says how many are left, and goes when they are over.
  for (const clock of document.querySelectorAll('[data-gone]')) {
    const seconds = Number(clock.dataset.gone) - 1
    clock.dataset.gone = seconds
    clock.textContent = Math.max(seconds, 0)
    if (seconds < 0) clock.closest('form').remove()
  }
}, 1000)

// The queue keeps its place when a row is opened without loading the whole page.
let place = 0
document.addEventListener('htmx:beforeSwap', () => { place = find('#queue .rows')?.scrollTop ?? 0 })
document.addEventListener('htmx:afterSwap', () => {
  const rows = find('#queue .rows')
  if (!rows) return
  rows.scrollTop = place
  rows.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
})

// Whose button went with the page beside stands on what came in its place: read out by name, and scrolled by keys.
document.addEventListener('htmx:afterSwap', (event) => {
  if (!counting(event) && document.activeElement === document.body) find('#open > .sheet')?.focus({ preventScroll: true })
})

// A place on the map and its row show together.
const light = (on) => (event) => {
  const number = event.target.closest?.('[data-place]')?.dataset.place
  for (const each of number ? document.querySelectorAll(`[data-place="${number}"]`) : []) each.classList.toggle('lit', on)
}
for (const [name, on] of [['mouseover', true], ['focusin', true], ['mouseout', false], ['focusout', false]]) {
  document.addEventListener(name, light(on))
}

// A key that bounces comes again within this: it must not decide the next one, which nobody has seen, however fast the answer was.
const BOUNCE_MS = 50
let passedAt = -Infinity
function pass() {
  const now = performance.now()
  if (door()?.open || now - passedAt < BOUNCE_MS) return
  passedAt = now
  const button = find('#decision .pass')
  if (window.htmx && button) send(button.form, button)  // a click would lay out every closed field of the form first
  else button?.click()
}

// Keys. Source: reference/look.md section 7.
const door = () => find('#decision details')
const keys = {
  j: () => { if (!restore) (find('#next') ?? find('.choosing .entry'))?.click() },
  k: () => { if (!restore) find('#previous')?.click() },
  a: pass,
  r: () => {
    if (!door()) return
    door().open = true
    find('#decision [name=reason]').focus()
  },
  e: () => find('#note')?.focus(),
  u: () => find('#undo button')?.click(),
}

function choose(digit) {
  const reason = door()?.open && find(`#decision [data-key="${digit}"]`)
  if (reason) {
    reason.checked = true
    reason.focus()
  }
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key === 'Escape') {
    if (inField(event.target)) event.target.blur()
    else if (door()?.open) door().open = false
    return
  }
  if (inField(event.target) || document.documentElement.dataset.keys === 'off') return
  if (event.repeat && 'ar'.includes(event.key)) return
  if (/^[1-9]$/.test(event.key)) choose(event.key)
  else if (event.key === 'Enter' && event.target.matches('#decision [name=reason]')) find('#decision .refuse').click()
  else if (keys[event.key]) keys[event.key]()
  else return
  event.preventDefault()
})
