import { auditPageSchema, type AuditPage } from '@tote/protocol/audit'
import { expect, test } from 'vitest'
import { startWorld, type World } from '../../hub-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { Host } from '../../shows/host-fixtures.ts'
import { noteAct } from '../../store/audit-store.ts'
import { tenantFileOf } from '../../tenant-fixtures.ts'

const MIA = 'ak_miamiamiamiamiamia'

const start = () =>
  startWorld({
    tenant: tenantFileOf({
      associates: [{ name: 'Mia', key: MIA, location: 'rue' }],
      catalogue: {
        currency: 'EUR',
        locations: [{ id: 'rue', name: 'Rue Verte', kind: 'store' }],
        products: [
          {
            id: 'mug',
            title: 'Mug',
            variants: [{ id: 'mug', title: 'mug', price: 1900, stock: { rue: 9 } }],
          },
        ],
      },
    }),
  })

async function read({ hub }: World, { setCookie }: Host, query = ''): Promise<AuditPage> {
  const cookie = setCookie.split(';')[0] ?? ''
  const response = await fetch(`${hub.url}/v1/console/audit${query}`, { headers: { cookie } })
  if (!response.ok) throw new Error(String(response.status))
  return auditPageSchema.parse(await response.json())
}

test('what hosts and associates did is told to a host, with who it was; what was refused is not in it', async () => {
  const world = await start()
  const host = await Host.of(world)
  await Host.of(world, { associateKey: MIA })
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  expect(await refusal(host.cue({ kind: 'pinProduct', productId: 'none' }))).not.toBe('')
  const { entries, next } = await read(world, host)
  expect(entries.map(({ by, act }) => [by, act])).toEqual([
    [{ name: 'Host' }, { kind: 'cuePosted', showId: 'spring', seq: 1, cue: 'productPinned' }],
    [{ name: 'Mia', store: 'Rue Verte' }, { kind: 'signedIn' }],
    [{ name: 'Host' }, { kind: 'signedIn' }],
  ])
  expect(next).toBeNull()
})

test('a download of the sales is in it', async () => {
  const world = await start()
  const host = await Host.of(world)
  const cookie = host.setCookie.split(';')[0] ?? ''
  await fetch(`${world.hub.url}/v1/console/credit.csv?from=5&to=9`, { headers: { cookie } })
  expect((await read(world, host)).entries[0]?.act).toEqual({ kind: 'creditExported', from: 5, to: 9 })
})

test('it is read page by page, and neither twice nor not at all', async () => {
  const world = await start()
  const host = await Host.of(world)
  for (let points = 1; points <= 60; points += 1)
    await noteAct(world.store.db, 'maison', {
      person: { name: 'Host', locationId: null },
      act: { kind: 'pointsAdjusted', shopperId: 's', points },
      nowMs: points,
    })
  // Another tenant's is no part of it.
  await noteAct(world.store.db, 'other', {
    person: { name: 'Host', locationId: null },
    act: { kind: 'signedIn' },
    nowMs: 61,
  })
  const first = await read(world, host)
  const second = await read(world, host, `?before=${first.next}`)
  const all = [...first.entries, ...second.entries]
  expect([first.entries.length, second.next]).toEqual([50, null])
  expect(all.map(({ act }) => ('points' in act ? act.points : act.kind))).toEqual([
    ...Array.from({ length: 60 }, (_, index) => 60 - index),
    'signedIn',
  ])
})

test('an associate, and who is not signed in, reads nothing of it', async () => {
  const world = await start()
  const mia = await Host.of(world, { associateKey: MIA })
  await expect(read(world, mia)).rejects.toThrow('403')
  expect((await fetch(`${world.hub.url}/v1/console/audit`)).status).toBe(401)
})
