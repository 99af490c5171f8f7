// A sign of our own, drawn in the colour of the words around it.
Component({
  properties: { name: { type: String, value: '' }, size: { type: Number, value: 24 } },
})
