import { selectProductTitles } from '../store/catalogue-store.ts'
import { selectStores } from '../store/location-store.ts'
import { selectPins, selectShows } from '../store/show-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { SoldBy } from './sold.ts'

export type CreditLabels = Readonly<Record<SoldBy, (key: string) => string>>

/** What the names in a report are called. @param cues The cues among them. */
export async function readLabels(db: Db, tenant: Tenant, cues: readonly string[]): Promise<CreditLabels> {
  const shows = new Map<string, { title: string; starts_at: number }>(
    (await selectShows(db, tenant.id)).map((row) => [row.id, row]),
  )
  const products = await selectProductTitles(db, tenant.id)
  const stores = new Map<string, string>(
    (await selectStores(db, tenant.id)).map(({ id, name }) => [id, name]),
  )
  const channels = new Map(tenant.channels.map(({ origin, name }) => [origin, name]))
  const cued = cues.flatMap((key) => (key.includes('#') ? [key.slice(0, key.lastIndexOf('#'))] : []))
  const pins = new Map(
    (await selectPins(db, tenant.id, [...new Set(cued)])).map((pin) => [`${pin.showId}#${pin.seq}`, pin]),
  )
  const besides = (key: string, otherwise: string) => {
    if (key === '') return otherwise
    if (!key.startsWith('store:')) return null
    const storeId = key.slice('store:'.length)
    return `Store: ${stores.get(storeId) ?? storeId}`
  }
  return {
    show: (key) => besides(key, 'No show') ?? shows.get(key)?.title ?? key,
    host: (key) => besides(key, 'No host') ?? key,
    channel: (key) => besides(key, 'No site') ?? channels.get(key) ?? key,
    associate: (key) => (key === '' ? 'Nobody at a store' : key),
    product: (key) => products.get(key) ?? key,
    cue(key) {
      const pin = pins.get(key)
      if (pin === undefined) return besides(key, 'No pin') ?? key
      const show = shows.get(pin.showId)
      const into = clockText(pin.at - (show?.starts_at ?? pin.at))
      return `${products.get(pin.productId) ?? pin.productId}, ${into} into ${show?.title ?? pin.showId}`
    },
  }
}

/** Hours, minutes and seconds into a show; before its start with a minus. */
function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${ms < 0 ? '-' : ''}${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
