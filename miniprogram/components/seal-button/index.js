// The seal: four characters on vermilion, or in outline while it is too early or a duty runs. It always answers a tap.
Component({
  properties: {
    out: { type: Boolean, value: false }, // 离岗打卡 instead of 到岗打卡
    filled: { type: Boolean, value: true },
    busy: { type: String, value: '' },
    label: { type: String, value: '' }, // for who hears it read; the characters by default
  },
  methods: {
    tap() {
      if (!this.data.busy) this.triggerEvent('act')
    },
  },
})
