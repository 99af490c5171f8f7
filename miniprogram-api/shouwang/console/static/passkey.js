// Passkeys: asks the server what to sign, the device to sign it, and sends the page's form with the answer.
// A session that is no longer fresh proves itself first and comes back.
// Its buttons are hidden until a script is there. Also runs when a page is swapped in, so it keeps its names to itself.
(() => {
  'use strict'
  const known = window.PublicKeyCredential
  const able = known?.parseCreationOptionsFromJSON && known?.parseRequestOptionsFromJSON
  const WORDS = {
    none: '这个浏览器不会用通行密钥，请扫码。',
    waits: '看浏览器弹出来的窗口…',
    refused: '没有认出来，或者取消了。再试一次，或者扫码。',
    known: '这台设备上已经有一把了。',
    old: '这一页放久了，刷新后再试。',
  }

  async function ask(button, form) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value })
    const answer = await fetch(button.dataset.options, { method: 'POST', body, headers: { Accept: 'application/json' } })
    if (answer.redirected) location.href = `/console/proof?then=${encodeURIComponent(location.pathname)}`
    if (answer.redirected || !answer.ok) throw new Error('old')
    return JSON.parse((await answer.json()).options)
  }

  async function signed(button, form) {
    const options = await ask(button, form)
    const credential = button.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) })
    return JSON.stringify(credential.toJSON())
  }

  function prepare(button) {
    const form = button.form
    const said = form.querySelector('[data-passkey-said]')
    button.hidden = false
    button.disabled = !able
    if (!able) said.textContent = WORDS.none
    button.addEventListener('click', async () => {
      if (!form.reportValidity()) return
      said.textContent = WORDS.waits
      button.disabled = true
      try {
        form.querySelector('[data-passkey-answer]').value = await signed(button, form)
        form.submit()
      } catch (fault) {
        said.textContent = WORDS[{ InvalidStateError: 'known', NotAllowedError: 'refused' }[fault.name] ?? 'old']
        button.disabled = false
      }
    })
  }

  document.querySelectorAll('[data-passkey][hidden]').forEach(prepare)
})()
