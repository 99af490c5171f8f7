// WeChat's own compiler over the mini-program, without its network: node local/phone/compile.mjs <folder with miniprogram-ci>.
// Optional, as the compiler is 276 MB: `make compile-phone` fetches it into build/ first. Says what WeChat refuses.
import { createRequire } from 'node:module'
import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const ci = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'))('miniprogram-ci')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compile-'))
const key = path.join(folder, 'key.pem') // thrown away: nothing is uploaded
fs.writeFileSync(key, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }))

const project = new ci.Project({ appid: 'wx0000000000000000', type: 'miniProgram', projectPath: path.join(root, 'miniprogram'), privateKeyPath: key, ignores: ['node_modules/**/*', '**/*.md', 'tsconfig.json'] })
// What WeChat would answer; asking it needs a real appid.
project.attr = async () => ({ appType: 0, isSandbox: false, released: false, setting: { MaxCodeSize: 2, MaxSubpackageSubCodeSize: 2, MaxSubpackageFullCodeSize: 20, NavigateMiniprogramLimit: 10, MaxSubPackageLimit: 100, MinTabbarCount: 2, MaxTabbarCount: 5, MaxTabbarIconSize: 40 } })
project._attr = await project.attr()
try {
  await ci.getCompiledResult({ project, version: '0.1.0', desc: 'compiled, not uploaded', setting: { es6: true, minify: true }, onProgressUpdate: () => {} }, path.join(folder, 'compiled.zip'))
  process.stdout.write(`compiled: ${fs.statSync(path.join(folder, 'compiled.zip')).size} bytes\n`)
} finally {
  fs.rmSync(folder, { recursive: true })
}
process.exit(0)
