// How things stand: shape, words, colour, in this order.
const SIGNS = { ok: 'ring-tick', wait: 'ring-question', out: 'dot-ring', offline: 'cloud-off', note: 'note' }

Component({
  properties: { kind: { type: String, value: 'note' }, title: { type: String, value: '' }, text: { type: String, value: '' } },
  data: { signs: SIGNS },
})
