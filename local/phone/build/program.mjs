// Read a mini-program from its app.json: every page and component it uses, their templates, styles and faults.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { readStyle } from './styles.mjs'

const { TmplGroup } = createRequire(import.meta.url)('glass-easel-template-compiler')

/** Pages of app.json, those of its subpackages included. */
export function pagesOf(app) {
  return [...app.pages, ...(app.subpackages ?? []).flatMap((sub) => sub.pages.map((page) => `${sub.root}/${page}`))]
}

/** The program: `parts` by path, dependencies first; `faults` are lines for whoever builds. */
export function readProgram(root) {
  const app = readJson(path.join(root, 'app.json'))
  const program = { root, app, pages: pagesOf(app), parts: new Map(), faults: [], templates: new TmplGroup(), compiled: new Set() }
  for (const page of program.pages) readPart(program, page)
  program.appStyle = readStyle(root, path.join(root, 'app.wxss'))
  return program
}

function readPart(program, part) {
  if (program.parts.has(part)) return
  program.parts.set(part, null) // a component may use itself
  const file = path.join(program.root, part)
  for (const kind of ['json', 'wxml', 'js']) if (!fs.existsSync(`${file}.${kind}`)) program.faults.push(`${part}.${kind} is missing`)
  if (program.faults.length) return
  const config = readJson(`${file}.json`)
  const using = {}
  for (const [tag, use] of Object.entries({ ...program.app.usingComponents, ...config.usingComponents })) {
    const target = use.startsWith('/') ? use.slice(1) : path.posix.join(path.posix.dirname(part), use)
    readPart(program, target)
    using[tag] = `/${target}`
  }
  readTemplate(program, part)
  program.parts.delete(part)
  program.parts.set(part, { config: { ...config, usingComponents: using }, style: readStyle(program.root, `${file}.wxss`) })
}

function readTemplate(program, template) {
  if (program.compiled.has(template)) return
  program.compiled.add(template)
  const source = fs.readFileSync(path.join(program.root, `${template}.wxml`), 'utf8')
  if (/\s(bind|catch)[a-z]+=/.test(source)) program.faults.push(`${template}.wxml: write bind:tap, not bindtap`)
  for (const fault of program.templates.addTmpl(template, source)) program.faults.push(`${template}.wxml: ${fault.message}`)
  for (const other of program.templates.getDirectDependencies(template)) readTemplate(program, other.replace(/\.wxml$/, ''))
  for (const script of program.templates.getScriptDependencies(template)) readScript(program, script.replace(/\.wxs$/, ''))
}

function readScript(program, script) {
  if (program.compiled.has(`${script}.wxs`)) return
  program.compiled.add(`${script}.wxs`)
  program.templates.addScript(script, fs.readFileSync(path.join(program.root, `${script}.wxs`), 'utf8'))
}

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'))
