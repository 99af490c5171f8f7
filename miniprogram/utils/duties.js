// Kinds of duty in words. Source: roster's DEFAULT_DUTY_TYPES
/** @type {Record<string, string>} */
const NAMES = { market: '夜市巡逻', patrol: '治安巡逻', school: '护学岗', emergency: '应急支援', publicity: '普法宣传', mediation: '矛盾调处', 'fishing-ban': '禁渔巡查' }

/** @param {string} type */
const dutyName = (type) => NAMES[type] || '执勤'

module.exports = { NAMES, dutyName }
