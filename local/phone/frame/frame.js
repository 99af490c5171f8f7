// What the desk does: it changes the state that the phone's shims look at, and shows what the simulator sent.
const METRES_A_DEGREE = 111_320
const element = (id) => document.getElementById(id)
const phone = element('phone')
/** The phone's inside; none while it starts anew, as it does whenever another person takes it: its load event comes then. */
const host = () => phone.contentWindow.phoneHost
let points = []
let away = { east: 0, north: 0 }

async function simulator(command, body = {}) {
  const answer = await fetch(`wechat/${command}`, { method: 'POST', body: JSON.stringify(body) })
  return answer.json()
}

async function showPeople() {
  const { people } = await simulator('people')
  if (!host()) return
  const known = people.map(({ user, name }) => new Option(name, user))
  element('person').replaceChildren(new Option('新来的人', 'newcomer'), ...known)
  element('person').value = host().state().person || 'newcomer'
  if (!host().state().person) host().change({ person: 'newcomer' })
}

/** Points: those the phone has learnt since its person signed in. */
function showPoints() {
  if (!host()) return
  const kept = JSON.parse(localStorage.getItem(`phone:${host().state().person}:points`) ?? '{}')
  const found = Object.values(kept)
  if (JSON.stringify(found) === JSON.stringify(points)) return
  points = found
  element('point').replaceChildren(...points.map(({ number, name }) => new Option(`${number} ${name}`, number)))
  const today = JSON.parse(localStorage.getItem(`phone:${host().state().person}:today`) ?? 'null')
  const wanted = (today?.duty ?? today?.signup)?.point_number
  if (points.some(({ number }) => number === wanted)) element('point').value = wanted
  stand()
}

function stand() {
  const point = points.find(({ number }) => number === element('point').value)
  const accuracy = Number(element('accuracy').value)
  element('accuracy-told').value = accuracy
  element('you').setAttribute('transform', `translate(${away.east} ${-away.north})`)
  element('error').setAttribute('transform', `translate(${away.east} ${-away.north})`)
  element('error').setAttribute('r', accuracy)
  element('where').textContent = point ? `离号牌 ${Math.round(Math.hypot(away.east, away.north))} 米，圈是 ${point.radius_m} 米` : '先用一位队员登录，地图才知道集结点'
  if (!point || !host()) return
  element('fence').setAttribute('r', point.radius_m)
  const latitude = point.latitude_deg + away.north / METRES_A_DEGREE
  const longitude = point.longitude_deg + away.east / (METRES_A_DEGREE * Math.cos((point.latitude_deg * Math.PI) / 180))
  host().change({ place: { latitude, longitude }, accuracy })
}

function drag(event) {
  if (event.type === 'pointermove' && !event.buttons) return
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(element('map').getScreenCTM().inverse())
  away = { east: Math.round(at.x), north: Math.round(-at.y) }
  stand()
}

async function showMessages() {
  const { sent } = await simulator('sent', { user: host().state().person })
  element('messages').replaceChildren(...(sent.length ? sent : [null]).map((message) => {
    const line = document.createElement('li')
    line.textContent = message ? Object.values(message.data ?? {}).map((field) => field.value ?? field).join(' · ') : '还没有'
    return line
  }))
}

phone.addEventListener('load', () => {
  element('offline').checked = host().state().offline
  for (const box of document.getElementsByName('refused')) box.checked = host().state().refused.includes(box.value)
  showPeople()
})
setInterval(showPoints, 1000)
element('person').addEventListener('change', () => host().change({ person: element('person').value }))
element('point').addEventListener('change', () => { away = { east: 0, north: 0 }; stand() })
element('accuracy').addEventListener('input', stand)
for (const type of ['pointerdown', 'pointermove']) element('map').addEventListener(type, drag)
element('offline').addEventListener('change', () => host().change({ offline: element('offline').checked }))
for (const box of document.getElementsByName('refused')) {
  box.addEventListener('change', () => host().change({ refused: [...document.getElementsByName('refused')].filter((one) => one.checked).map((one) => one.value) }))
}
element('dark').addEventListener('change', () => host().change({ dark: { '': null, light: false, dark: true }[element('dark').value] }))
element('size').addEventListener('change', () => host().change({ fontSize: Number(element('size').value) }))
element('small').addEventListener('change', () => phone.classList.toggle('small', element('small').checked))
element('look').addEventListener('click', showMessages)
element('again').addEventListener('click', () => phone.contentWindow.location.replace('app.html'))
