import { publishableKeySchema, showIdSchema, ToteError, type ShowId } from '@tote/protocol'
import type { PlaceKeys } from './journey/place-key.ts'
import type { Clock } from './link/clock.ts'
import type { Link } from './link/link.ts'
import type { Locks } from './link/locks.ts'
import type { PageLife } from './link/page-life.ts'
import type { ToteStorage } from './link/storage.ts'
import type { OpenTabs } from './link/tabs.ts'

/** What a Tote is made of. Only the first three are needed; the rest are for Node and for tests. */
export interface ToteOptions {
  /** Origin of the hub, such as `https://hub.example.com`. */
  readonly hub: string
  /** The tenant's publishable key, `pk_…`. */
  readonly key: string
  /** Id of the show. */
  readonly show: string
  /** In Node: the channel's origin, which a browser says by itself. */
  readonly origin?: string
  /** In a frame of the hub: origin of the page around it, as the browser said. */
  readonly embeddedIn?: string
  /** Where to keep the place, the cart and the queue; IndexedDB in a browser, memory elsewhere. */
  readonly storage?: ToteStorage
  readonly clock?: Clock
  readonly random?: () => number
  readonly fetch?: typeof globalThis.fetch
  /** The way over sockets. */
  readonly link?: Link
  /** The way where no socket gets through. */
  readonly httpsLink?: Link
  /** Names that one page of the device holds at a time; null where there are none. */
  readonly locks?: Locks | null
  /** The way to the other pages on the same storage; without it the browser's own, if that storage outlives the page. */
  readonly openTabs?: OpenTabs
  readonly page?: PageLife
  readonly placeKeys?: PlaceKeys
  /** Draws ids of pages and operations: UUIDs without it. */
  readonly newId?: () => string
}

export interface CheckedOptions {
  readonly hub: string
  readonly key: string
  readonly showId: ShowId
}

/** @throws ToteError `bad_attribute`, naming the option, what it got and what it takes. */
export function checkOptions({ hub, key, show }: ToteOptions): CheckedOptions {
  return { hub: checkHub(hub), key: checkKey(key), showId: checkShow(show) }
}

function checkHub(hub: string): string {
  const url = URL.canParse(hub) ? new URL(hub) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw bad('hub', hub, 'the origin of a Tote hub, such as https://hub.example.com')
  return url.origin
}

function checkKey(key: string): string {
  if (!publishableKeySchema.safeParse(key).success)
    throw bad('key', key, "the tenant's publishable key: pk_ and 8 to 64 letters, digits, _ or -")
  return key
}

function checkShow(show: string): ShowId {
  const parsed = showIdSchema.safeParse(show)
  if (!parsed.success) throw bad('show', show, 'the id of a show: 1 to 64 letters, digits, . _ ~ or -')
  return parsed.data
}

function bad(field: string, value: unknown, wanted: string): ToteError {
  const got = value === undefined || value === null || value === '' ? 'missing' : JSON.stringify(value)
  return new ToteError('bad_attribute', `${field} is ${got}; it must be ${wanted}.`, { details: { field } })
}
