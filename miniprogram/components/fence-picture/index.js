// The fence to scale: ring, plate, the person with a disc of true size, north, metres. No map tiles, no network.
Component({
  properties: {
    picture: { type: Object, value: {} }, // of utils/fence
    point: { type: String, value: '' },
    radius: { type: Number, value: 0 },
    small: { type: Boolean, value: false },
  },
})
