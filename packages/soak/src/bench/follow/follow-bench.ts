import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createTempFolder, findFreePort, openBrowser, servePages } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'
import type { Command } from '../../command.ts'
import { describeMachine } from '../../machine.ts'
import { readOptions } from '../../read-options.ts'
import { toRows } from '../../rows.ts'
import { startShopHub, type ShopHub } from '../player/start-shop-hub.ts'

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../../../embed/package.json', import.meta.url), 'utf8'),
) as { version: string }
/** On two screens side by side less than this is not seen. */
const NEAR_MS = 250
/** Every join has settled by then. */
const WATCHED_MS = 12_000
const EVERY_MS = 100

/** What of a player is asked here; it is in the page, and nothing of it in this program. */
interface Followed extends Element {
  readonly playback: {
    readonly state: { readonly status: string }
    readonly engine: { programmeTime(): number | null } | null
  }
  readonly tote: { readonly journey: { mintTicket(origin: string): Promise<string | null> } } | null
}

interface Join {
  /** From the yes to the first picture, and to within `NEAR_MS` from then on. */
  readonly pictureMs: number
  readonly nearMs: number
  /** Off the leading picture, by half a second after the first picture, and in the last seconds. */
  readonly firstOffMs: number
  readonly lastOffMs: number
}

/** Two browsers, two sites, one journey: how near the second picture comes to the first, and how soon. */
export const followBench: Command = {
  about: 'how near a second screen comes to the first after a yes, two browsers on the live demo',
  async run(args) {
    const values = readOptions(args, {
      rounds: { type: 'string', default: '20' },
      markdown: { type: 'boolean', default: false },
      json: { type: 'string' },
    })
    const machine = describeMachine()
    process.stdout.write(`${machine.text}\n${values.rounds} joins of a live show, two browsers\n\n`)
    const joins = await measureJoins(Number(values.rounds))
    const row = (name: string, of: (join: Join) => number) => {
      const sorted = joins.map(of).toSorted((a, b) => a - b)
      const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(0)
      return [name, at(0.5), at(0.95), at(1)]
    }
    const rows = [
      row('yes to first picture, ms', ({ pictureMs }) => pictureMs),
      row('off at the first picture, ms', ({ firstOffMs }) => firstOffMs),
      row(`yes to within ${NEAR_MS} ms, ms`, ({ nearMs }) => nearMs),
      row('off once settled, ms', ({ lastOffMs }) => lastOffMs),
    ]
    process.stdout.write(toRows(['joined', 'p50', 'p95', 'most'], rows, { markdown: values.markdown }))
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ bench: 'follow', ...machine, joins })}\n`)
    return 0
  },
}

async function measureJoins(rounds: number): Promise<Join[]> {
  const folder = await createTempFolder('follow-bench')
  const [brandPort, marketPort] = [await findFreePort(), await findFreePort()]
  const sites = [`http://brand.localhost:${brandPort}`, `http://market.localhost:${marketPort}`]
  const hub = await startShopHub(folder.path, sites, { isLive: true })
  const pages = { '/': pageOf(hub) }
  const brand = await servePages({ host: 'brand.localhost', port: brandPort, pages })
  const market = await servePages({ host: 'market.localhost', port: marketPort, pages })
  const [laptop, phone] = [
    await openBrowser({ thirdPartyCookies: 'blocked' }),
    await openBrowser({ thirdPartyCookies: 'blocked' }),
  ]
  const joins: Join[] = []
  try {
    const leading = await laptop.openPage(brand.origin)
    await leading.locator('tote-player >>> [part~="start"]').click()
    await isPlaying(leading)
    for (let round = 0; round < rounds; round += 1) {
      const ticket = await leading.evaluate(
        (origin) => document.querySelector<Followed>('tote-player')?.tote?.journey.mintTicket(origin),
        market.origin,
      )
      const profile = await phone.browser.createBrowserContext()
      const page = await profile.newPage()
      await page.goto(`${market.origin}/#tote=${ticket}`)
      joins.push(await measureJoin(leading, page))
      await profile.close()
      // A journey mints ten tickets a minute.
      await wait(1000)
    }
  } finally {
    await Promise.all([laptop.close(), phone.close()])
    await Promise.all([brand.close(), market.close(), hub.close()])
    await folder.remove()
  }
  return joins
}

async function measureJoin(leading: Page, page: Page): Promise<Join> {
  await page.locator('tote-offer >>> [part~="accept"]').click()
  const saidAt = Date.now()
  await isPlaying(page)
  const pictureMs = Date.now() - saidAt
  await wait(500)
  const offs: [number, number][] = []
  while (Date.now() - saidAt < WATCHED_MS) {
    const [there, here] = await Promise.all([leadOf(page), leadOf(leading)])
    offs.push([Date.now() - saidAt, Math.abs(there - here)])
    await wait(EVERY_MS)
  }
  const lastFar = offs.findLast(([, off]) => !(off <= NEAR_MS))
  const nearAt = offs.find(([ms]) => lastFar === undefined || ms > lastFar[0])
  const settled = offs.slice(-20).map(([, off]) => off)
  return {
    pictureMs,
    nearMs: nearAt?.[0] ?? Number.POSITIVE_INFINITY,
    firstOffMs: offs[0]?.[1] ?? Number.NaN,
    lastOffMs: Math.max(...settled),
  }
}

/** How far the picture is ahead of this machine's clock; below 0 behind it. */
function leadOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const pdt = document.querySelector<Followed>('tote-player')?.playback.engine?.programmeTime()
    return pdt == null ? Number.NaN : pdt - (performance.timeOrigin + performance.now())
  })
}

async function isPlaying(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<Followed>('tote-player')?.playback.state.status === 'playing',
    { polling: 50 },
  )
}

const pageOf = ({ origin, key, show }: ShopHub) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Follow</title>
   <body><tote-player show="${show}"></tote-player>
   <script async src="${origin}/embed/v${VERSION}/tote.js" data-hub="${origin}" data-key="${key}"></script></body></html>`
