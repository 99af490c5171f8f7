// Whether what was written is safe, and where: on the phone, on its way, with the server since when.
const SIGNS = { saved: 'tick', saving: 'again', here: 'cloud-off' }
const KINDS = { saved: 'ok', saving: '', here: 'wait' }

Component({
  properties: { state: { type: String, value: '' }, at: { type: String, value: '' } },
  data: { signs: SIGNS, kinds: KINDS },
})
