// Temporary files, as WeChat names them.
const files = new Map()

/** Keep bytes under a new temporary name. */
export function keepFile(blob, ending) {
  const name = `wxfile://tmp_${files.size + 1}.${ending}`
  files.set(name, blob)
  return name
}

/** The bytes of a name; undefined when there is no such file. */
export const fileOf = (name) => files.get(name)

/** A picture as the camera of this phone takes it: a street at night with the plate of a point. */
export function photograph(words) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 720 })
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#22303c'
  pen.fillRect(0, 0, 960, 720)
  for (let n = 0; n < 60; n += 1) {
    pen.fillStyle = `hsl(${(n * 47) % 360} 40% ${20 + ((n * 13) % 50)}%)`
    pen.fillRect((n * 131) % 960, 120 + ((n * 89) % 420), 40, 70)
  }
  pen.fillStyle = '#f6f2ea'
  pen.fillRect(330, 260, 300, 160)
  pen.fillStyle = '#1d1b18'
  pen.font = '600 64px sans-serif'
  pen.textAlign = 'center'
  pen.fillText(words, 480, 362)
  // At once: toBlob waits until the browser has nothing else to do, which can be ten seconds on a busy machine.
  const [, text] = canvas.toDataURL('image/jpeg', 0.8).split(',')
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/jpeg' })
}
