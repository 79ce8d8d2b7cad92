import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../../../../', import.meta.url))
/** A side of the screen, where a side of the text is meant: such a line stays where it is when the page runs from right to left. */
const PHYSICAL =
  /(?:^|[;{\s])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]+)*|border-(?:top|bottom)-(?:left|right)-radius|left|right|(?:text-align|float|clear):\s*(?:left|right))\s*[:;]/g
/** A corner of the screen that a shopper chose is that corner, whichever way the page runs. */
const CORNERS = /\[data-corner[^{]*\{[^}]*\}/g

test('no sheet names left or right: a page that runs from right to left gets its mirror image', () => {
  const sheets = globSync('{player,embed}/src/**/*.ts', { cwd: packages }).filter(
    (path) => !/\.test\.ts$|fixtures\.ts$/.test(path),
  )
  const found = sheets.flatMap((path) => {
    const source = readFileSync(packages + path, 'utf8')
    const css = path.endsWith('.styles.ts')
      ? [source]
      : [...source.matchAll(/css`([^`]*)`/g)].map(([, text]) => text)
    return css.flatMap((text = '') =>
      [...text.replaceAll(CORNERS, '').matchAll(PHYSICAL)].map(([, name]) => `${path}: ${name}`),
    )
  })
  expect(sheets.length).toBeGreaterThan(50)
  expect(found).toEqual([])
})
