// A question inside a flow, over the page; it closes by words, never by a gesture alone.
const settings = require('../../utils/settings')

Component({
  options: { multipleSlots: true },
  properties: { open: { type: Boolean, value: false }, title: { type: String, value: '' }, close: { type: String, value: '算了' } },
  data: { classes: '' },
  lifetimes: {
    attached() {
      this.setData({ classes: settings.classes() })
      this.ending = settings.watch(() => this.setData({ classes: settings.classes() }))
    },
    detached() {
      this.ending()
    },
  },
  methods: {
    away() {
      this.triggerEvent('close')
    },
    stay() {},
  },
})
