import { expect, onTestFinished, test } from 'vitest'
import { HeldClock } from '../hub-fixtures.ts'
import { BRAND, MARKET, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore } from '../store/store.ts'
import { createKnownTenants } from './known-tenants.ts'

async function world() {
  const store = await openStore('sqlite::memory:')
  onTestFinished(() => store.close())
  const clock = new HeldClock()
  const apply = (overrides: Record<string, unknown> = {}) =>
    store.transaction((trx) => applyTenantFile(trx, tenantFileOf(overrides), clock.now()))
  await apply()
  return { store, clock, apply, tenants: createKnownTenants({ store, now: clock.now }) }
}

test('a tenant is known for two seconds, and then as its file says by then', async () => {
  const { clock, apply, tenants } = await world()
  expect(await tenants.byId('maison')).toMatchObject({ name: 'Maison' })
  expect(await tenants.isListed(MARKET)).toBe(true)
  await apply({ name: 'Maison Neuve', channels: [{ name: 'Brand', origin: BRAND }] })
  expect(await tenants.byId('maison')).toMatchObject({ name: 'Maison' })
  clock.ms += 2000
  expect(await tenants.byId('maison')).toMatchObject({ name: 'Maison Neuve' })
  expect(await tenants.isListed(MARKET)).toBe(false)
  expect(await tenants.isListed(BRAND)).toBe(true)
})

test('who is not there is asked for again later, and a store that failed at once', async () => {
  const { store, clock, tenants } = await world()
  expect(await tenants.byId('nobody')).toBeUndefined()
  let isAway = true
  const failing = createKnownTenants({
    store: {
      get db() {
        if (isAway) throw new Error('away')
        return store.db
      },
    },
    now: clock.now,
  })
  await expect(failing.byId('maison')).rejects.toThrow('away')
  isAway = false
  expect(await failing.byId('maison')).toMatchObject({ name: 'Maison' })
})
