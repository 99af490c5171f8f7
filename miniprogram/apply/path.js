// The way through the gates, as its owner sees it: a title for now, a path, and at most one act. Pure.
const times = require('../utils/times')

/** @type {Record<string, {sign: string, now: string, ahead: string}>} */
const GATES = {
  willingness: { sign: '志', now: '正在看您的志愿，您不用做什么', ahead: '看看您的意愿和时间' },
  political: { sign: '政', now: '派出所核对中，您不用做什么', ahead: '派出所核对，您不用做什么' },
  fitness: { sign: '身', now: '约您到队部看一看', ahead: '通过上一关后，约您到队部' },
  skills: { sign: '技', now: '学完课程、考过笔试，再做一次实操', ahead: '学课、笔试、实操' },
  publicity: { sign: '公', now: '名单挂出来，听听大家有没有意见', ahead: '公示几个工作日' },
  number: { sign: '号', now: '正在给您编号', ahead: '编号终身唯一' },
}
/** @type {Record<string, string>} */
const NAMES = { willingness: '志愿关', political: '政治关', fitness: '身体关', skills: '技能关', publicity: '公示', number: '授编号' }
/** @type {Record<string, {kind: string, words: string, sign: string}>} */
const CHIPS = {
  passed: { kind: 'ok', words: '已过', sign: 'tick' },
  now: { kind: 'zhu', words: '正在这一关', sign: '' },
  returned: { kind: 'wait', words: '等您补', sign: 'pencil' },
  failed: { kind: 'wait', words: '没通过', sign: 'cross' },
  ahead: { kind: '', words: '还没到', sign: '' },
}
const DAY_MS = 24 * 3600_000
const NUMBERS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九']

/** Days from then to now without weekends; holidays are the server's. @param {string} since @param {number} now */
function workingDays(since, now) {
  let days = 0
  for (let at = Date.parse(times.day(since)) + DAY_MS; at <= Date.parse(times.day(now)); at += DAY_MS) {
    if (new Date(at).getUTCDay() % 6) days += 1
  }
  return days
}

/** @param {any} node @param {any} told @param {number} now */
function nodeOf(node, told, now) {
  const gate = GATES[node.gate]
  const chip = CHIPS[node.state]
  return { gate: node.gate, sign: gate.sign, name: node.gate === 'number' ? '授编号' : node.words, state: node.state, chip, lines: linesOf(node, gate, told, now) }
}

/** @param {any} node @param {any} gate @param {any} told @param {number} now @returns {string[]} */
function linesOf(node, gate, told, now) {
  if (node.state === 'passed') return [`${times.date(node.at)}通过`]
  if (node.state === 'ahead') return [gate.ahead]
  if (node.state === 'returned' || node.state === 'failed') return []
  const until = node.ends_on || told.due_on
  const usual = node.usual_days ? `一般 ${node.usual_days} 天` : ''
  const waited = `已等 ${workingDays(node.at, now)} 个工作日`
  return [gate.now, node.gate === 'publicity' ? `公示到 ${times.date(until)}` : [waited, until ? `最晚 ${times.date(until)}答复` : usual].filter(Boolean).join('，')]
}

/** What happens now, in one title and one line. @param {any} told @param {number} now */
function headOf(told, now) {
  const passed = told.way.filter((/** @type {any} */ node) => node.state === 'passed').length
  const here = told.way.find((/** @type {any} */ node) => node.state === 'now')
  const from = told.verdict ? `${told.verdict.by_name ? `${told.verdict.by_name} ` : ''}${times.date(told.verdict.at)}` : ''
  const things = told.verdict ? told.verdict.things.length : 0
  switch (told.state) {
    case 'draft':
      return { title: '报名表还没交', lead: told.missing.length ? `还差 ${told.missing.length} 样，写好的都存着` : '都齐了，看一遍就能交' }
    case 'returned':
      return { title: `请您补${NUMBERS[things] || things}样东西`, lead: `${from}退回，不是没通过。${times.date(told.due_on)}前补好交上来，过了就关闭，可以再报` }
    case 'failed':
      return { title: '这次没能通过', lead: `${told.verdict ? told.verdict.why : ''}${told.again_on ? `。${times.date(told.again_on)}起可以再报` : ''}` }
    case 'appealed':
      return { title: '申诉正在看', lead: `换了一个人看，${told.due_on ? `最晚 ${times.date(told.due_on)}答复` : '结果会告诉您'}` }
    case 'passed':
      return { title: '欢迎入列', lead: '四关全过，公示期满' }
    case 'withdrawn':
      return { title: '已经撤回', lead: '随时可以再来，原来写的不会再用' }
    default:
      return here && here.gate === 'publicity'
        ? { title: `公示到 ${times.date(here.ends_on || now)}`, lead: '四关都过了，等公示期满授编号' }
        : { title: `四关，已过${passed ? `${passed === 2 ? '两' : NUMBERS[passed]}关` : '零关'}`, lead: `报名号 ${told.number}` }
  }
}

/** Everything the page draws. @param {any} told @param {number} now */
function pathOf(told, now) {
  const left = told.verdict && told.state === 'returned' ? told.verdict.things.filter((/** @type {any} */ thing) => !thing.done) : []
  return {
    state: told.state,
    ...headOf(told, now),
    nodes: told.way.map((/** @type {any} */ node) => nodeOf(node, told, now)),
    things: told.verdict && told.state === 'returned' ? told.verdict.things.map((/** @type {any} */ thing, /** @type {number} */ n) => ({ ...thing, n: n + 1 })) : [],
    why: told.verdict ? told.verdict.why : '',
    left: left.length,
    learn: told.state === 'review' && told.way.some((/** @type {any} */ node) => node.gate === 'skills' && node.state !== 'passed'),
    appeal: told.state === 'failed' && told.appeal_until ? times.date(told.appeal_until) : '',
    refused: told.state === 'failed' && told.appeal_granted === false,
    again: told.state === 'withdrawn' || (told.state === 'failed' && Boolean(told.again_on) && times.day(now) >= told.again_on),
    withdraw: ['review', 'returned', 'draft'].includes(told.state) && Boolean(told.number),
  }
}

/** The whole way before its first step, for who has not begun. */
const ahead = () => Object.entries(GATES).map(([gate, { sign, ahead: line }]) => ({ gate, sign, name: NAMES[gate], line }))

module.exports = { ahead, pathOf, workingDays }
