// The one draft of this phone: its pages share what is in memory.
const api = require('../utils/api')
const wx = require('../utils/wx')
const { makeDraft } = require('./draft')
const { isSecret } = require('./fields')

module.exports = makeDraft(wx, api, isSecret)
