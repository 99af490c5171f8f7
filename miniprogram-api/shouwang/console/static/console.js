// What makes the console faster, never what makes it work: keys, masks that close by themselves, words while it saves.
'use strict'

const find = (selector) => document.querySelector(selector)
const inField = (element) => element.matches('input:not([type=radio]), textarea, select')

// A decision goes once: from the press until the next page stands, neither key nor click sends another.
let saving = false

function decide(button) {
  if (saving || !button) return
  button.form.requestSubmit(button)
}

document.addEventListener('submit', (event) => {
  const form = event.target.closest('#decision')
  if (!form) return
  if (saving) return event.preventDefault()
  saving = true
  const words = event.submitter?.querySelector('span:not(.hide)') ?? event.submitter
  if (words) words.textContent = '正在存…'
}, true)
addEventListener('pageshow', () => { saving = false })
document.addEventListener('htmx:afterSettle', () => { saving = false })
document.addEventListener('htmx:sendError', () => {
  saving = false
  const note = find('template#unsent')?.content.cloneNode(true)
  if (note && !find('[data-unsent]')) find('#decision')?.before(note)
})

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

// Keys. Source: reference/look.md section 7.
const door = () => find('#decision details')
const keys = {
  j: () => find('#next')?.click(),
  k: () => find('#previous')?.click(),
  a: () => !door()?.open && decide(find('#decision .pass')),
  r: () => {
    if (!door()) return
    door().open = true
    find('#decision [name=reason]').focus()
  },
  e: () => find('#note')?.focus(),
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
  else if (event.key === 'Enter' && event.target.matches('#decision [name=reason]')) decide(find('#decision .refuse'))
  else if (keys[event.key]) keys[event.key]()
  else return
  event.preventDefault()
})
