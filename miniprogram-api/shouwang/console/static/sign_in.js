// The door: asks how far the phone is, counts down, goes in by itself. Without it the page refreshes and offers a button.
'use strict'

const door = document.getElementById('main')
const enter = document.getElementById('enter')
const left = document.querySelector('[data-left]')
const ends = left && Date.now() + Number(left.dataset.left) * 1000

async function ask() {
  const answer = await fetch(door.dataset.poll, { headers: { Accept: 'application/json' }, cache: 'no-store' })
  const { stage } = await answer.json()
  if (stage === 'scanned') document.querySelector('[data-said]').textContent = '手机扫到了，等你在手机上确认。'
  if (!['new', 'scanned'].includes(stage)) location.reload()
}

function tick() {
  const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000))
  left.textContent = seconds
  if (seconds === 0) location.reload()
  // A lost answer is asked for again at the next beat; the page itself says when the code is too old.
  else if (seconds % 2 === 0) ask().catch(() => {})
}

if (enter) enter.requestSubmit()
else if (left) setInterval(tick, 1000)
