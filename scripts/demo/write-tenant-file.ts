import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kept } from './demo-folder.ts'
import type { DemoDrop } from './demo-drop.ts'
import type { DemoPoll } from './demo-poll.ts'
import type { DemoShop } from './demo-shop.ts'
import type { RundownEntry } from './rundown.ts'
import { DemoError } from './step.ts'

export interface DemoShow {
  /** `examples/demo-show` on this machine. */
  readonly folder: string
  readonly rundown: readonly RundownEntry[]
  readonly poll: DemoPoll
  readonly drop: DemoDrop
  /** Length of the film that goes round. */
  readonly loopMs: number
}

export interface TenantOptions {
  readonly path: string
  readonly show: DemoShow
  readonly kept: Kept
  /** By which the house says who its customers are. */
  readonly keys: readonly object[]
  readonly origins: { readonly brand: string; readonly market: string; readonly portal: string }
  /** Whose catalogue, counts and check-out they are; null for the catalogue file, and no check-out. */
  readonly shop: Pick<DemoShop, 'settings' | 'store' | 'merchants'> | null
}

export const LIVE_SHOW = 'autumn-live'
export const REPLAY_SHOW = 'autumn-replay'
const ASSET = 'atelier'
export const TENANT = 'ondine'
const DAY_MS = 24 * 60 * 60_000

/** Reads what the demo's film is: its cues and how long it is. */
export function readDemoShow(folder: string): DemoShow {
  const { cues } = readJson(join(folder, 'rundown.json')) as { cues: RundownEntry[] }
  const { poll, drop } = readJson(join(folder, 'talk.json')) as { poll: DemoPoll; drop: DemoDrop }
  const { segmentDurations } = readJson(join(folder, 'media', ASSET, 'asset.json')) as {
    segmentDurations: number[]
  }
  // Rounded once over the whole, as the hub does, so that no round drifts.
  const loopMs = Math.round(segmentDurations.reduce((total, seconds) => total + seconds, 0) * 1000)
  return { folder, rundown: cues, poll, drop, loopMs }
}

/** Writes the shop down as its operator would, with the addresses of this run. */
export function writeTenantFile({ path, show, kept, keys, origins, shop }: TenantOptions): void {
  const stream = {
    live: `/media/${ASSET}/live/{startsAt}/master.m3u8`,
    replay: `/media/${ASSET}/replay/{startsAt}/master.m3u8`,
  }
  const common = { host: 'Odile Renard', poster: 'pictures/poster.webp', stream }
  const atEvening = (days: number) => kept.startsAt + days * DAY_MS
  const replay = (daysAgo: number) => ({
    status: 'ended',
    startsAt: atEvening(-daysAgo),
    endedAt: atEvening(-daysAgo) + show.loopMs,
    cues: show.rundown,
  })
  const tenant = {
    id: TENANT,
    name: 'Maison Ondine',
    publishableKey: kept.publishableKey,
    hostKey: kept.hostKey,
    keys,
    loyalty: loyaltyAt(shop),
    associates: [
      { name: 'Camille', key: kept.associateKey, location: shop === null ? 'store-marais' : shop.store },
    ],
    channels: [
      { name: 'Brand', origin: origins.brand, isTrusted: true },
      { name: 'Marketplace', origin: origins.market, isTrusted: true },
      { name: 'Portal', origin: origins.portal, isIsolated: true, tellsCount: true },
    ],
    assetsDir: show.folder,
    ...(shop === null ? ownCatalogue(show.folder) : behindHub(shop)),
    shows: [
      { id: LIVE_SHOW, title: 'Autumn at Maison Ondine', status: 'live', startsAt: kept.startsAt, ...common },
      { id: REPLAY_SHOW, title: 'Yesterday at Maison Ondine', ...common, ...replay(1) },
      {
        id: 'winter-table',
        title: 'The winter table',
        status: 'scheduled',
        startsAt: atEvening(2),
        host: 'Odile Renard',
        poster: 'pictures/carafe-set.webp',
        stream: {},
      },
      {
        id: 'wool-day',
        title: 'Wool, from the fold to the loom',
        status: 'scheduled',
        startsAt: atEvening(6),
        host: 'Inès Carrel',
        poster: 'pictures/wool-throw.webp',
        stream: {},
      },
      {
        id: 'evening-light',
        title: 'Lamps by evening light',
        ...common,
        poster: 'pictures/dome-lamp.webp',
        ...replay(4),
      },
    ],
  }
  writeFileSync(path, `${JSON.stringify(tenant, null, 2)}\n`, { mode: 0o600 })
}

/** A point for each euro, and a hundred of them take one off: where the check-out takes them. */
function loyaltyAt(shop: TenantOptions['shop']): object {
  const takesPoints = shop === null || shop.settings['platform'] === 'custom'
  return {
    perUnit: 1,
    watch: { points: 5, everyMinutes: 1, mostPerShow: 200 },
    ...(takesPoints ? { spend: { points: 20, amount: 100, least: 20 } } : {}),
  }
}

function ownCatalogue(folder: string): object {
  return {
    catalogue: join(folder, 'catalogue.json'),
    stores: readJson(join(folder, 'stores.json')),
    discountCodes: [{ code: 'ATELIER10', discount: { kind: 'percent', percent: 10 } }],
  }
}

/** The code is one that the shop takes too. */
function behindHub({
  settings,
  store,
  merchants = [],
}: Pick<DemoShop, 'settings' | 'store' | 'merchants'>): object {
  const daily = ['10:00-19:00']
  return {
    stores: [
      {
        location: store,
        address: {
          streetAddress: '12 rue Neuve',
          postalCode: '75011',
          addressLocality: 'Paris',
          addressCountry: 'FR',
        },
        timeZone: 'Europe/Paris',
        openingHours: { Tuesday: daily, Wednesday: daily, Thursday: daily, Friday: daily, Saturday: daily },
        readyMinutes: 60,
      },
    ],
    shop: { ...settings, currency: 'EUR', everyMinutes: 1 },
    merchants,
    discountCodes: [{ code: 'SPRING10', discount: { kind: 'percent', percent: 10 } }],
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new DemoError(`${path} cannot be read. Is this a whole copy of the repository?`, { cause })
  }
}
