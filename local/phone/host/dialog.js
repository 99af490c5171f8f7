// What WeChat itself would put over the page: questions, panels, the camera's view.

/** Ask; answers with the chosen button's key, or with `{key, text}` when a field was shown. */
export function ask({ title, text = '', field = '', choices }) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog')
    dialog.className = 'wechat'
    dialog.append(part('h2', title), part('p', text))
    const input = field ? Object.assign(document.createElement('input'), { ariaLabel: field, placeholder: field }) : null
    if (input) dialog.append(input)
    for (const [key, label] of Object.entries(choices)) {
      const button = part('button', label)
      button.type = 'button'
      button.addEventListener('click', () => {
        dialog.close()
        dialog.remove()
        resolve(input ? { key, text: input.value.trim() } : key)
      })
      dialog.append(button)
    }
    dialog.addEventListener('cancel', (event) => event.preventDefault())
    document.body.append(dialog)
    dialog.showModal()
  })
}

function part(tag, text) {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
