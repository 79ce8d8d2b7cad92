import {
  createTempFolder,
  findFreePort,
  openBrowser,
  servePages,
  startShowHub,
  type PageServer,
  type ShowHub,
  type TempFolder,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { startMediaOrigin, type MediaOrigin } from '@tote/testkit/media'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** As it is published beside this file, and the same once more under the next version's name. */
const OURS = '0.1.0'
const OTHER = '0.2.0'

let folder: TempFolder
let cdn: PageServer
let media: MediaOrigin
let hub: ShowHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  folder = await createTempFolder('versions')
  const built = join(import.meta.dirname, '../dist', `v${OURS}`)
  cpSync(built, join(folder.path, `v${OURS}`), { recursive: true })
  const other = join(folder.path, `v${OTHER}`)
  cpSync(built, other, { recursive: true })
  for (const file of readdirSync(other).filter((name) => name.endsWith('.js')))
    writeFileSync(join(other, file), readFileSync(join(other, file), 'utf8').replaceAll(OURS, OTHER))
  const shell = readdirSync(other).find((name) => /^shell-.*\.js$/.test(name))
  cdn = await servePages({
    host: 'cdn.localhost',
    folder: folder.path,
    headers: { 'access-control-allow-origin': '*' },
  })
  media = await startMediaOrigin({ host: 'media.localhost' })
  const port = await findFreePort()
  hub = await startShowHub([`http://brand.localhost:${port}`], {
    show: { stream: { live: media.open().url } },
  })
  const tag = (version: string) =>
    `<script defer src="${cdn.origin}/v${version}/tote.js" data-hub="${hub.origin}" data-key="${hub.key}"></script>`
  const npm = (version: string) => `<script type="module" src="${cdn.origin}/v${version}/${shell}"></script>`
  const player = `<tote-player hub="${hub.origin}" key="${hub.key}" show="${hub.show}"></tote-player>`
  const page = (body: string) =>
    `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A shop</title>${body}${player}</html>`
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/two-tags': page(tag(OURS) + tag(OTHER)),
      '/npm-and-a-tag': page(npm(OTHER) + tag(OURS)),
      '/two-of-npm': page(npm(OTHER) + npm(OURS)),
    },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await hub?.close()
  await Promise.all([site, cdn, media].map((server) => server?.close()))
  await folder?.remove()
})
beforeEach(() => device.clearFaults())

test.each([
  ['/two-tags', 'of two script tags', OURS, OTHER],
  ['/npm-and-a-tag', 'of npm beside a script tag', OTHER, OURS],
  ['/two-of-npm', 'of two copies from npm', OTHER, OURS],
])(
  '[U22] %s: the first %s is the one that plays and sells, the other is named once, and nothing else is said',
  async (path, _, first, second) => {
    const page = await device.openPage(site.origin + path)
    await page.bringToFront()
    await page.waitForSelector('tote-player >>> [part=start]', { visible: true })
    await page.click('tote-player >>> [part=start]')
    await page.waitForFunction(() => (document.querySelector('tote-player')?.currentTime ?? 0) > 0)
    await page.waitForFunction(
      () => document.querySelector('tote-player')?.tote?.connection.$connection.get().status === 'online',
    )
    // Its own: a page of two would sell twice or not at all.
    const before = await page.$eval(
      'tote-player',
      ({ tote }) => tote?.cart.$cart.get().totalQuantity ?? Number.NaN,
    )
    await page.$eval('tote-player', async ({ tote }) => {
      await tote?.cart.addLine({ variantId: 'market-tote' })
    })
    await page.waitForFunction(
      (units) => {
        const cart = document.querySelector('tote-player')?.tote?.cart.$cart.get()
        return cart?.totalQuantity === units && cart.pendingCount === 0
      },
      {},
      before + 1,
    )
    expect(
      await page.evaluate(() => {
        const known = customElements.get('tote-player')
        return known !== undefined && 'version' in known ? known.version : ''
      }),
    ).toBe(first)
    const told = device.faults().map(({ text }) => text)
    expect(told).toEqual([
      `[tote] Two versions on this page: ${first} came first and is used, ${second} is not.`,
    ])
    await page.close()
  },
)
