import { limits, showListSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { startWorld, type World } from '../hub-fixtures.ts'
import { Refusal } from '../refusal-fixtures.ts'
import { BRAND, KEY, tenantFileOf } from '../tenant-fixtures.ts'
import { Host } from './host-fixtures.ts'

async function list(world: World, query = '', origin = BRAND) {
  const response = await fetch(`${world.hub.url}/v1/shows?key=${KEY}${query}`, { headers: { origin } })
  const body: unknown = await response.json()
  if (!response.ok) throw new Refusal(Object(body).error.code, body)
  return showListSchema.parse(body)
}

const pinned = (...ids: string[]) =>
  ids.map((productId, index) => ({ atSeconds: index, cue: { kind: 'productPinned', productId } }))

const show = (id: string, status: string, startsAt: number, rest = {}) => ({
  id,
  title: id,
  status,
  startsAt,
  ...rest,
})

const tenant = () =>
  tenantFileOf({
    shows: [
      show('old', 'ended', 100),
      show('older', 'ended', 50),
      show('later', 'scheduled', 900),
      show('soon', 'scheduled', 800),
      show('now', 'live', 500),
      show('recent', 'ended', 400),
    ],
  })

describe('the shows of a tenant', () => {
  test('come live first, then the next to come, then the latest that was', async () => {
    const { shows, next, tenant: told } = await list(await startWorld({ tenant: tenant() }))
    expect(shows.map(({ id }) => id)).toEqual(['now', 'soon', 'later', 'recent', 'old', 'older'])
    expect(next).toBeNull()
    expect(told.name).toBe('Maison')
  })

  test('come in pages that leave none out and show none twice', async () => {
    const world = await startWorld({ tenant: tenant() })
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 4; page += 1) {
      const { shows, next } = await list(world, `&limit=2${after}`)
      seen.push(...shows.map(({ id }) => id))
      if (next === null) break
      after = `&after=${next}`
    }
    expect(seen).toEqual(['now', 'soon', 'later', 'recent', 'old', 'older'])
  })

  test('those of one moment are still told apart from page to page', async () => {
    const many = Array.from({ length: limits.maxListedShows + 6 }, (_, index) =>
      show(`show-${String(index).padStart(2, '0')}`, 'ended', 100),
    )
    const world = await startWorld({ tenant: tenantFileOf({ shows: many }) })
    const first = await list(world)
    const second = await list(world, `&after=${first.next}`)
    expect(first.shows).toHaveLength(limits.maxListedShows)
    expect([...first.shows, ...second.shows].map(({ id }) => id)).toEqual(many.map(({ id }) => id))
  })

  test('say how many products each has brought, each product once', async () => {
    const shows = [
      show('now', 'live', 500),
      show('was', 'ended', 100, { cues: pinned('mug', 'shirt', 'mug') }),
      show('next', 'scheduled', 900),
    ]
    const world = await startWorld({ tenant: tenantFileOf({ shows }) })
    const host = await Host.of(world)
    await host.cue({ kind: 'pinProduct', productId: 'shirt' }, { show: 'now' })
    await host.cue({ kind: 'startChapter', title: 'All about "productPinned"' }, { show: 'now' })
    const told = await list(world)
    expect(told.shows.map(({ id, productCount }) => [id, productCount])).toEqual([
      ['now', 1],
      ['next', 0],
      ['was', 2],
    ])
  })

  test('can be asked for by name, in an order of one’s own', async () => {
    const { shows, next } = await list(await startWorld({ tenant: tenant() }), '&only=older,now,gone,now')
    expect(shows.map(({ id }) => id)).toEqual(['older', 'now'])
    expect(next).toBeNull()
  })

  test.each([
    ['another site', '', 'https://stranger.test', 'origin'],
    ['a limit of none', '&limit=0', BRAND, 'invalid'],
    ['a limit that is no number', '&limit=many', BRAND, 'invalid'],
    ['a show to go on from that is not there', '&after=gone', BRAND, 'invalid'],
  ])('%s is refused', async (_name, query, origin, code) => {
    await expect(list(await startWorld(), query, origin)).rejects.toMatchObject({ code })
  })
})
