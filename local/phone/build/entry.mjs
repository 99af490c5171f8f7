// The one script of the phone: host, templates, styles, configuration, then the program's own modules as they are.
import path from 'node:path'
import { forApp, forComponent, forPage } from './styles.mjs'

const text = JSON.stringify

/** Its source, for esbuild. */
export function entryOf(program, host) {
  const lines = [
    `import { engine, start } from ${text(host)}`,
    `const templates = ${program.templates.getTmplGenObjectGroups()}`,
    `engine.style('app', ${text(forApp(program.appStyle))})`,
  ]
  for (const [part, { config, style }] of program.parts) {
    const css = program.pages.includes(part) ? forPage(style, part) : forComponent(style, part)
    lines.push(`engine.add(${text(part)}, ${text(config)}, templates[${text(part)}], ${text(css)})`)
  }
  const pages = Object.fromEntries(program.pages.map((page) => [page, program.parts.get(page).config]))
  const file = (name) => text(path.join(program.root, `${name}.js`))
  lines.push(`start(${text(program.app)}, ${text(pages)}, () => require(${file('app')}), {`)
  for (const part of program.parts.keys()) lines.push(`  ${text(part)}: () => require(${file(part)}),`)
  return [...lines, `}, (parts) => require(${file('utils/settings')}).change(parts))`].join('\n')
}
