// The one act of a screen, or (kind) an outline for the second, words for the third, a drawn frame for going home.
Component({
  properties: {
    kind: { type: String, value: 'main' }, // main, outline, words, seal
    sign: { type: String, value: '' },
    busy: { type: String, value: '' }, // what is said while the answer is awaited
    openType: { type: String, value: '' },
  },
  methods: {
    tap() {
      if (!this.data.busy) this.triggerEvent('act')
    },
    /** @param {any} event */
    phone(event) {
      this.triggerEvent('phone', event.detail)
    },
    agree() {
      this.triggerEvent('agree')
    },
  },
})
