// A row of a list: a title, a reason under it, one thing at the right. The whole row is the target.
Component({
  options: { multipleSlots: true },
  properties: {
    sign: { type: String, value: '' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    value: { type: String, value: '' },
    still: { type: Boolean, value: false }, // nothing happens on a tap
  },
  methods: {
    tap() {
      if (!this.data.still) this.triggerEvent('act')
    },
  },
})
