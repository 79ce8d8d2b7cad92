import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { openBrowser, startProcess } from '@tote/testkit/e2e'
import { composeStrip } from './compose-strip.ts'
import { takeTrip } from './take-trip.ts'

/**
 * Makes the README's picture strip: starts the demo with a shop behind its hub, goes the whole trip in real browsers, and sets the
 * pictures beside each other. `node scripts/pictures.mjs` runs it.
 */
const root = fileURLToPath(new URL('../../../..', import.meta.url))
const out = fileURLToPath(new URL('../../../../docs/images/journey.webp', import.meta.url))

/** Builds come first, where there are none. */
const READY_MS = 400_000

const say = (words: string) => process.stdout.write(`  ${words}\n`)

say('The demo starts …')
const demo = await startProcess({
  command: process.execPath,
  args: ['scripts/demo.mjs', '--shop', 'own'],
  cwd: root,
  readyWhen: /store's key ak_/,
  readyTimeoutMs: READY_MS,
})
const browsers = []
try {
  const site = (name: string) => new RegExp(`http://${name}\\.localhost:\\d+`).exec(demo.output())?.[0] ?? ''
  // A laptop and a phone: two profiles, which share nothing but the code that one scans.
  for (let device = 0; device < 2; device += 1)
    browsers.push(
      await openBrowser({
        thirdPartyCookies: 'blocked',
        args: ['--autoplay-policy=no-user-gesture-required'],
      }),
    )
  const [laptop, phone] = browsers
  if (laptop === undefined || phone === undefined) throw new Error('two browsers were asked for')
  say('The trip is made …')
  const [brand, market, portal, hub] = [site('brand'), site('market'), site('portal'), site('hub')]
  const pictures = await takeTrip({ laptop, phone, brand, market, portal, hub })
  const strip = await composeStrip(laptop, pictures)
  await writeFile(out, strip)
  say(`${Math.round(strip.length / 1000)} kB in docs/images/journey.webp`)
} finally {
  for (const browser of browsers) await browser.close()
  await demo.stop()
}
