import fastify from 'fastify'
import { expect, test, vi } from 'vitest'
import { createLoneBus } from '../../bus/bus.ts'
import { startWorld } from '../../hub-fixtures.ts'
import { watchLoopLag } from '../loop-lag.ts'
import { healthRoutes } from './health-routes.ts'

async function ask(world: { hub: { url: string } }, path: string) {
  const answer = await fetch(`${world.hub.url}${path}`)
  return { status: answer.status, body: Object(await answer.json()) }
}

test('a hub on a database whose migrations are not current is not ready, and lives', async () => {
  const world = await startWorld()
  expect((await ask(world, '/readyz')).body).toMatchObject({ ok: true, migrations: true, degraded: [] })
  const last = world.store.shape.to ?? ''
  await world.store.db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '=', last)
    .execute()
  expect(await ask(world, '/readyz')).toMatchObject({
    status: 503,
    body: { database: true, migrations: false },
  })
  expect((await ask(world, '/livez')).status).toBe(200)
})

test('without Redis a hub is ready and says that it is degraded; while it drains it is not ready', async () => {
  const { store } = await startWorld()
  const bus = { ...createLoneBus('one'), isShared: true, isHealthy: () => false }
  let isDraining = false
  const app = fastify()
  healthRoutes(app, { bus, store, isDraining: () => isDraining, loop: { lagMs: () => 0 } })
  const away = await app.inject('/readyz')
  expect(away.statusCode).toBe(200)
  expect(away.json()).toMatchObject({ ok: true, bus: 'away', degraded: ['redis'] })
  isDraining = true
  expect((await app.inject('/readyz')).statusCode).toBe(503)
  expect((await app.inject('/startupz')).statusCode).toBe(200)
})

test('a hub whose event loop is two seconds late does not live', async () => {
  const { store } = await startWorld()
  let lagMs = 1999
  const app = fastify()
  healthRoutes(app, {
    bus: createLoneBus('one'),
    store,
    isDraining: () => false,
    loop: { lagMs: () => lagMs },
  })
  expect((await app.inject('/livez')).statusCode).toBe(200)
  lagMs = 2000
  expect((await app.inject('/livez')).statusCode).toBe(503)
})

test('what runs late is seen as lag, also before the next look, and is forgotten once it runs on time', () => {
  vi.useFakeTimers()
  try {
    let at = 0
    const loop = watchLoopLag(() => at)
    const pass = (ms: number) => {
      at += ms
      vi.advanceTimersToNextTimer()
    }
    pass(500)
    expect(loop.lagMs()).toBe(0)
    at += 3000
    expect(loop.lagMs()).toBe(2500)
    pass(0)
    expect(loop.lagMs()).toBe(2500)
    pass(500)
    expect(loop.lagMs()).toBe(0)
    loop.stop()
  } finally {
    vi.useRealTimers()
  }
})
