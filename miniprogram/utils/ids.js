// Keys of acts: made when a page opens, kept until the answer, so that a double tap is the same act.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A key nobody else has: time and chance. */
function newKey() {
  let key = Date.now().toString(32)
  while (key.length < 26) key += ALPHABET[Math.floor(Math.random() * 32)]
  return key.toUpperCase()
}

module.exports = { newKey }
