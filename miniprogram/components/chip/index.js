// A state in a word and a sign; never tapped.
Component({ properties: { kind: { type: String, value: '' }, sign: { type: String, value: '' }, text: { type: String, value: '' } } })
