// The form in five steps: what is asked, in whose words, and where each missing thing is found. Pure.
const POLITICAL = ['群众', '共青团员', '中共党员', '中共预备党员', '民革党员', '民盟盟员', '民建会员', '民进会员', '农工党党员', '致公党党员', '九三学社社员', '台盟盟员', '无党派人士']
const HOURS = [2, 4, 6, 8, 12]
const SKILLS = ['急救', '水性好', '会开车', '会手语', '会方言', '会修电器', '会拍照']
const yesNo = (/** @type {string} */ yes, /** @type {string} */ no) => [{ value: true, words: yes }, { value: false, words: no }]
const options = (/** @type {(string | number)[]} */ values, unit = '') => values.map((value) => ({ value, words: `${value}${unit}` }))

/**
 * @typedef {{value: any, words: string}} Option
 * @typedef {{name: string, words: string, kind: 'text' | 'long' | 'choice' | 'many' | 'photo', type?: string, hint?: string, optional?: boolean, options?: Option[], purpose?: string, most?: number}} Field
 * @typedef {{key: string, name: string, title: string, fields: Field[]}} Step
 */

/** @type {Step[]} */
const STEPS = [
  { key: 'basic', name: '基本', title: '您是谁', fields: [
    { name: 'name', words: '姓名', kind: 'text', hint: '和身份证上一样' },
    { name: 'document_number', words: '身份证号', kind: 'text', type: 'idcard', purpose: 'document', hint: '18 位，加密存放，谁看都留记录' },
    { name: 'photo', words: '证件照', kind: 'photo', purpose: 'document', hint: '白墙前、不戴帽子' },
    { name: 'community', words: '住在哪个社区', kind: 'text' },
    { name: 'address', words: '门牌', kind: 'text', optional: true },
    { name: 'emergency_name', words: '紧急联系人', kind: 'text', hint: '出了事先找谁' },
    { name: 'emergency_phone', words: '紧急联系人手机', kind: 'text', type: 'number', hint: '不能是您自己的' },
  ] },
  { key: 'wish', name: '志愿', title: '您想来做什么', fields: [
    { name: 'unit_path', words: '想去哪个中队', kind: 'choice' },
    { name: 'weekly_hours', words: '每周能来几小时', kind: 'choice', options: options(HOURS, ' 小时') },
    { name: 'motivation', words: '为什么来', kind: 'long', hint: '一两句就好' },
    { name: 'political_status', words: '政治面貌', kind: 'choice', options: options(POLITICAL) },
    { name: 'no_record_declared', words: '我声明：没有违法犯罪记录', kind: 'choice', options: [{ value: true, words: '我声明，属实' }] },
  ] },
  { key: 'body', name: '身体', title: '身体情况', fields: [
    { name: 'health_fit', words: '能不能连续站、走两小时？', kind: 'choice', purpose: 'health', options: yesNo('能', '不太行') },
    { name: 'health_note', words: '有没有要照顾的老毛病？', kind: 'long', optional: true, purpose: 'health', hint: '不用传病历。只有身体关审核员能看到' },
  ] },
  { key: 'skills', name: '技能', title: '您会什么', fields: [
    { name: 'skills', words: '会的都点上', kind: 'many', optional: true, options: options(SKILLS) },
    { name: 'driving_class', words: '准驾车型', kind: 'text', optional: true, hint: '驾驶证上的代号，如 C1' },
    { name: 'occupation', words: '职业', kind: 'text', optional: true },
    { name: 'veteran_or_police_family', words: '退役军人或警属', kind: 'choice', optional: true, options: yesNo('是', '不是') },
    { name: 'answer', words: '还有什么要说', kind: 'long', optional: true },
  ] },
  { key: 'check', name: '核对', title: '看一遍，就交', fields: [] },
]
const CHECK = STEPS.length - 1

/** What is to be agreed to, before the first such thing is written. @type {Record<string, {title: string, text: string, yes: string}>} */
const NOTICES = {
  document: { title: '身份证号和照片，要您单独同意', text: '只用来核对是不是您本人。加密存放，谁看都要写理由，您能查到谁看过。随时可以反悔。', yes: '同意，填身份证号' },
  health: { title: '身体情况，要您单独同意', text: '只用来看适不适合巡逻。加密存放，只有身体关的审核员能看。随时可以反悔。', yes: '同意，说说身体' },
}

/** The step in which a field is asked; that of what is no field is the last. @param {string} name */
function stepOf(name) {
  const step = STEPS.findIndex(({ fields }) => fields.some((field) => field.name === name))
  return step < 0 ? CHECK : step
}

const fieldOf = (/** @type {string} */ name) => STEPS.flatMap(({ fields }) => fields).find((field) => field.name === name)

/** What needed a consent of its own is never in the phone's storage. @param {string} name */
const isSecret = (name) => Boolean((fieldOf(name) || {}).purpose)

/** Where a fault of the server's belongs: a field, a consent, the phone. @param {string} pointer */
function placeOf(pointer) {
  const [, kind, name] = pointer.split('/')
  if (kind === 'fields') return { name, step: stepOf(name) }
  if (kind === 'photo') return { name: 'photo', step: stepOf('photo') }
  if (kind === 'consents') return { name: 'consent', step: name === 'health' ? 2 : 0 }
  return { name: kind, step: CHECK }
}

/** Everything missing, each with the step that has it. @param {{pointer: string, detail: string}[]} missing */
const gaps = (missing) => missing.map(({ pointer, detail }) => ({ pointer, words: detail.replace(/没有填$/, '还没填').replace(/没有交$/, '还没拍'), ...placeOf(pointer) }))

/** What a value looks like to who wrote it. @param {Field} field @param {any} value */
function said(field, value) {
  if (value === undefined || value === null || value === '') return ''
  if (Array.isArray(value)) return value.join('、')
  const chosen = (field.options || []).find((option) => option.value === value)
  return chosen ? chosen.words : String(value)
}

module.exports = { STEPS, CHECK, NOTICES, stepOf, fieldOf, isSecret, placeOf, gaps, said }
