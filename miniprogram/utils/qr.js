// The squares of a code as one picture: pure. A plate of a warm white, for a night screen too.
const QUIET = 4 // Source: ISO/IEC 18004
const PLATE = '%23efe8db'
const INK = '%231d1b18'

/** @param {string[]} squares rows of 0 and 1 @returns {string} the address of an SVG */
function pictureOf(squares) {
  const side = squares.length + 2 * QUIET
  const bars = squares.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${(run.index || 0) + QUIET} ${y + QUIET}h${run[0].length}v1h-${run[0].length}z`))
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${side} ${side}' shape-rendering='crispEdges'%3E%3Crect width='${side}' height='${side}' fill='${PLATE}'/%3E%3Cpath fill='${INK}' d='${bars.join('')}'/%3E%3C/svg%3E`
}

module.exports = { pictureOf }
