// A proof by the phone: asks how far it is, counts down, goes on by itself. Without it a button goes on.
// Also runs when the page is swapped in, so it keeps its names to itself.
(() => {
  'use strict'
  const form = document.getElementById('proof')
  const left = form.querySelector('[data-left]')
  const ends = Date.now() + Number(left.dataset.left) * 1000
  const beat = setInterval(tick, 1000)

  function goOn() {
    if (!form.isConnected) return
    clearInterval(beat)
    form.requestSubmit(form.querySelector('[name=proof_again]'))
  }

  async function ask() {
    const answer = await fetch(form.dataset.poll, { headers: { Accept: 'application/json' }, cache: 'no-store' })
    const { stage } = await answer.json()
    if (stage === 'scanned') form.querySelector('[data-said]').textContent = '手机扫到了，等你在手机上确认。'
    if (!['new', 'scanned'].includes(stage)) goOn()
  }

  function tick() {
    if (!form.isConnected) return clearInterval(beat)
    const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000))
    left.textContent = seconds
    if (seconds === 0) goOn()
    // A lost answer is asked for again at the next beat; the page itself says when the code is too old.
    else if (seconds % 2 === 0) ask().catch(() => {})
  }
})()
