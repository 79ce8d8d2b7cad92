import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { openLooks } from './open-looks.ts'
import { SCHEMES, WIDTHS, pictureName, sheetOf } from './sheet.ts'

/**
 * Draws every state of the player and of its elements, at the widths of a phone, a tablet and a desk, light and dark, into one
 * folder with a page that shows them beside each other. `node scripts/looks.mjs [part of a name…]` runs it.
 */
const out = join(import.meta.dirname, '../../../../.looks')

const wanted = process.argv.slice(2)
const say = (words: string) => process.stdout.write(`  ${words}\n`)

const looks = await openLooks()
const names = looks.names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
if (wanted.length === 0) rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
let drawn = 0
for (const name of names) {
  try {
    await looks.draw(name)
    for (const size of WIDTHS)
      for (const scheme of SCHEMES) {
        await looks.show(size, scheme)
        await looks.page.screenshot({ path: join(out, pictureName(name, size.width, scheme)) })
      }
    drawn += 1
  } catch (error) {
    process.exitCode = 1
    say(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
await looks.close()
const there = new Set(readdirSync(out))
const shown = looks.names.filter((name) => there.has(pictureName(name, WIDTHS[0].width, SCHEMES[0])))
writeFileSync(join(out, 'index.html'), sheetOf(shown))
say(`${drawn} of ${names.length} states drawn; open ${join(out, 'index.html')}`)
