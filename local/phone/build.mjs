// Build the volunteers' mini-program for a browser: node local/phone/build.mjs [folder]. Nothing of this ships.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'
import { readProgram } from './build/program.mjs'
import { entryOf } from './build/entry.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '../..')
const out = path.resolve(process.argv[2] ?? path.join(root, 'build/phone'))

const program = readProgram(path.join(root, 'miniprogram'))
if (program.faults.length) {
  process.stderr.write(program.faults.join('\n') + '\n')
  process.exit(1)
}
// The only file that is not the shipped one: the API answers on the address the page came from.
const ownAddress = {
  name: 'own-address',
  setup: (build) => build.onLoad({ filter: /miniprogram[/\\]config\.js$/ }, () => ({ contents: "module.exports = { api: '' }" })),
}
fs.rmSync(out, { recursive: true, force: true })
fs.cpSync(path.join(here, 'frame'), out, { recursive: true })
await esbuild.build({
  stdin: { contents: entryOf(program, path.join(here, 'host/main.js')), resolveDir: root, sourcefile: 'phone.js' },
  bundle: true,
  outfile: path.join(out, 'phone.js'),
  format: 'iife',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [ownAddress],
})
process.stdout.write(`${program.parts.size} pages and components in ${path.relative(root, out)}\n`)
