// Courses and questions in words. Pure.
const times = require('../utils/times')

const KINDS = { single: '单选', multiple: '多选', 'true-false': '判断', numeric: '填一个数', 'short-text': '填空', ordering: '排序：按先后一个一个点', matching: '配对：给每一项选一个' }
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** A line of the list. @param {any} course @param {number} now */
function lineOf(course, now) {
  const { standing, quiz } = course
  const valid = standing.passed && (!standing.valid_until || standing.valid_until >= times.day(now))
  const score = standing.counted_score === null ? '' : `${standing.counted_score} 分`
  const until = standing.valid_until ? `管到 ${times.date(standing.valid_until)}` : ''
  const reading = course.lessons ? `约 ${course.minutes} 分钟 · 读了 ${course.lessons_read.length}/${course.lessons} 节` : '线下课'
  const due = course.due_on ? `${times.date(course.due_on)}前学完 · ` : ''
  const chip = valid ? { kind: 'ok', sign: 'tick', words: '合格' } : standing.open_attempt_id ? { kind: 'zhu', sign: 'clock', words: '没做完' } : standing.passed ? { kind: 'wait', sign: 'again', words: '要重学' } : { kind: '', sign: '', words: course.lessons_read.length ? '在学' : '未学' }
  return { id: course.course_id, title: course.title, text: valid ? [score, until].filter(Boolean).join(' · ') : `${due}${reading}${quiz.questions ? ` · 可考 ${quiz.max_attempts} 次` : ''}`, chip, open: standing.open_attempt_id || '', required: course.required, valid, retired: course.retired, questions: quiz.questions }
}

/** What the tab shows. @param {any[]} items @param {number} now */
function listOf(items, now) {
  const lines = items.filter((course) => !course.retired || course.standing.passed).map((course) => lineOf(course, now))
  const required = lines.filter((line) => line.required)
  return { resume: lines.find((line) => line.open) || null, required, rest: lines.filter((line) => !line.required), held: required.filter((line) => line.valid).length }
}

/** Whether something was answered. @param {{chosen: number[], text: string} | undefined} kept */
const isAnswered = (kept) => Boolean(kept && (kept.text.trim() || kept.chosen.some((place) => place >= 0)))

/** 10:31, from the server's deadline. @param {string} deadline @param {number} now */
function leftOf(deadline, now) {
  const seconds = Math.max(0, Math.ceil((Date.parse(deadline) - now) / 1000))
  return { seconds, words: `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}` }
}

/** What a tap on an option makes of an answer. @param {string} kind @param {number[]} chosen @param {number} place */
function tapped(kind, chosen, place) {
  if (kind === 'single' || kind === 'true-false') return [place]
  if (chosen.includes(place)) return chosen.filter((one) => one !== place)
  return kind === 'multiple' ? [...chosen, place].sort((a, b) => a - b) : [...chosen, place]
}

/** Whether the server takes it: an order is whole or not there. @param {any} question @param {number[]} chosen */
const isWhole = (question, chosen) => question.kind !== 'ordering' || chosen.length === 0 || chosen.length === question.options.length

/** One question afterwards. @param {any} line */
function reviewed(line) {
  const names = (/** @type {number[]} */ places) => (line.prompts.length ? places.map((place, n) => `${line.prompts[n]} → ${line.options[place] || '没配'}`) : places.map((place) => `${LETTERS[place]} ${line.options[place]}`)).join(line.kind === 'ordering' ? ' → ' : '，')
  return { n: line.n + 1, stem: line.stem, wrong: line.mark < 1, yours: line.text || names(line.chosen) || '没有答', right: line.accepted.join('，') || names(line.right), why: line.explanation, source: line.source }
}

module.exports = { KINDS, LETTERS, listOf, lineOf, isAnswered, isWhole, leftOf, tapped, reviewed }
