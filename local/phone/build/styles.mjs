// WXSS as a browser reads it: @import inlined, rpx as a length, `page` as the box a page stands in.
import fs from 'node:fs'
import path from 'node:path'

/** The style of a file with everything it imports; empty when there is none. */
export function readStyle(root, file, seen = new Set()) {
  if (seen.has(file) || !fs.existsSync(file)) return ''
  seen.add(file)
  return fs
    .readFileSync(file, 'utf8')
    .replace(/@import\s+['"](.+?)['"];?/g, (_, url) => readStyle(root, url.startsWith('/') ? path.join(root, url) : path.resolve(path.dirname(file), url), seen))
    .replace(/(-?[\d.]+)rpx/g, 'calc($1 * var(--rpx))')
}

/** The style of the whole program: it reaches every page. */
export const forApp = (style) => style.replace(/(^|[}\s,;])page(?=\s*[{,])/g, '$1.mp-page')

/** The style of one page: it reaches nothing outside of it. */
export const forPage = (style, page) => (style ? `.mp-page[data-route="${page}"] {\n${style.replace(/(^|[}\s,;])page(?=\s*[{,])/g, '$1&')}\n}` : '')

/** The style of a component: its own element goes by the name of its folder. */
export const forComponent = (style, part) => style.replaceAll(':host', path.basename(path.dirname(part)))
