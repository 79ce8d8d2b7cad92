import { listedShowSchema, limits, showListSchema, type ListedShow } from '@tote/protocol'
import { onTestFinished, vi } from 'vitest'

export const SHOWS_HUB = 'https://hub.test'
export const SHOWS_KEY = 'pk_testtesttest'

/** A show to be changed where a test needs it. */
export function testShow(
  overrides: Partial<Omit<ListedShow, 'id'>> & { readonly id?: string } = {},
): ListedShow {
  return listedShowSchema.parse({
    id: 'spring',
    title: 'Spring at Maison',
    host: 'Ana',
    status: 'live',
    startsAt: Date.UTC(2026, 2, 20, 18),
    stream: 'https://cdn.test/spring.m3u8',
    productCount: 12,
    ...overrides,
  })
}

/** In place of the network, a hub that lists these shows. What it was asked is written down. */
export function serveShows(shows: readonly ListedShow[]) {
  const asked: URL[] = []
  const hub = { shows, isDown: false, asked }
  const real = globalThis.fetch
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI)
    if (url.origin !== SHOWS_HUB) return real(input, init)
    asked.push(url)
    if (hub.isDown) return Promise.reject(new TypeError('Failed to fetch'))
    return Promise.resolve(Response.json(toPage(hub.shows, url.searchParams)))
  })
  onTestFinished(() => spy.mockRestore())
  return hub
}

function toPage(all: readonly ListedShow[], query: URLSearchParams) {
  const only = query.get('only')?.split(',')
  const shows = only === undefined ? all : all.filter(({ id }) => only.includes(id))
  const limit = Number(query.get('limit') ?? limits.maxListedShows)
  const from = shows.findIndex(({ id }) => id === query.get('after')) + 1
  const page = shows.slice(from, from + limit)
  return showListSchema.parse({
    tenant: { id: 'maison', name: 'Maison' },
    shows: page,
    next: from + limit < shows.length ? (page.at(-1)?.id ?? null) : null,
    now: Date.now(),
    build: 'test',
  })
}
