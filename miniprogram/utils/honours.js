// The wall of honours from the server's answers: pure.

/** @typedef {{medal: string | null, state: string, kind: string, award_id: string, title: string, issued_on: string, code: string}} Award */

/** 2026.1.16 @param {string} day */
const dotted = (day) => day.split('-').map(Number).join('.')

/** Won in colour, the newest first; then the next of each family, the nearest first. @param {any} told @param {(path: string) => string} url */
function wallOf(told, url) {
  const valid = told.items.filter((/** @type {Award} */ award) => award.state === 'issued')
  const won = valid.filter((/** @type {Award} */ award) => award.medal).map((/** @type {Award} */ award) => ({ id: award.award_id, title: award.title, day: dotted(award.issued_on), picture: url(`/v1/medals/${award.medal}.png`) }))
  const next = told.next.map((/** @type {any} */ one) => ({ ...one, picture: url(`/v1/medals/locked/${one.medal}.png`), short: short(one.words), share: Math.round((one.have / one.need) * 100) })).sort((/** @type {any} */ a, /** @type {any} */ b) => b.share - a.share)
  return { won, next, papers: valid.length }
}

/** 还差 5 周，每周至少一次执勤 → 差 5 周 @param {string} words */
const short = (words) => words.replace('还差', '差').split('，')[0]

/** @type {Record<string, string>} */
const KINDS = { certificate: '荣誉证书', commendation: '表扬', medal: '勋章', service: '服务证明', training: '培训合格' }

/** @type {Record<string, [string, string, string]>} kind of banner, words, what it means */
const STATES = {
  issued: ['ok', '有效，可以让任何人来验', ''],
  expired: ['wait', '过了有效期', '内容是真的，只是过了期。'],
  replaced: ['wait', '换发过了', '以新的那张为准。'],
  revoked: ['wait', '已撤销', '不再有效。'],
}

/** ABCD-EFGH-… @param {string} code */
const spaced = (code) => code.replace(/-/g, '').replace(/(.{4})(?=.)/g, '$1-')

module.exports = { wallOf, dotted, KINDS, STATES, spaced }
