import {
  findFreePort,
  openBrowser,
  startProcess,
  startShowHub,
  type RunningProcess,
  type ShowHub,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { addInExample } from '@tote/testkit/example'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
let hub: ShowHub
let site: RunningProcess
let device: TestBrowser
let origin = ''

beforeAll(async () => {
  if (!existsSync(join(folder, '.next/BUILD_ID')))
    throw new Error('The Next.js example is not built: run `npm test -- build` first.')
  const port = await findFreePort()
  origin = `http://next.localhost:${port}`
  hub = await startShowHub([origin])
  site = await startProcess({
    command: process.execPath,
    args: [join(folder, 'node_modules/next/dist/bin/next'), 'start', '--port', String(port)],
    cwd: folder,
    env: {
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
      TOTE_HUB: hub.origin,
      TOTE_KEY: hub.key,
      TOTE_SHOW: hub.show,
    },
    readyWhen: /Ready in/,
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await site?.stop()
  await hub?.close()
})
beforeEach(() => device.clearFaults())

test('[U36] the app hears the event of an add', async () => {
  const page = await device.openPage(origin)
  expect(await addInExample(page)).toBe('add')
  await page.close()
})

test('[U21] the server sends the player, React takes it over without a word, and no attribute sprouts', async () => {
  const page = await device.openPage()
  const response = await page.goto(origin)
  const html = (await response?.text()) ?? ''
  const sent = /<tote-player [^>]*>/.exec(html)?.[0] ?? ''
  expect(sent).toContain(`publishable-key="${hub.key}"`)
  expect(html).toContain('slot="poster"')
  await page.waitForFunction(() => document.querySelector('tote-player')?.shadowRoot?.querySelector('.frame'))
  const now = await page.evaluate(() => {
    const tag = document.querySelector('tote-player')?.cloneNode()
    return tag === undefined ? '' : new XMLSerializer().serializeToString(tag)
  })
  const namesIn = (tag: string) =>
    [...tag.matchAll(/ ([\w-]+)=/g)].map(([, name]) => name).filter((name) => name !== 'xmlns')
  expect(namesIn(now)).toEqual(namesIn(sent))
  expect(device.faults()).toEqual([])
  await page.close()
})

test.each([360, 768, 1440])('[U21] at %i px nothing moves when the elements come', async (width) => {
  const page = await device.openPage()
  await page.setViewport({ width, height: 900 })
  const boxOf = () =>
    page.evaluate(() => {
      const {
        top,
        left,
        width: wide,
        height,
      } = document.querySelector('tote-player')?.getBoundingClientRect() ?? new DOMRect()
      return [top, left, wide, height].map(Math.round)
    })
  await page.setJavaScriptEnabled(false)
  await page.goto(origin)
  const before = await boxOf()
  expect(before[3]).toBeGreaterThan(300)
  await page.setJavaScriptEnabled(true)
  await page.goto(origin)
  await page.waitForFunction(() => document.querySelector('tote-player')?.shadowRoot?.querySelector('.frame'))
  expect(await boxOf()).toEqual(before)
  await page.close()
})
