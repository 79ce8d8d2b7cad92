import { grantedSchema, locationIdSchema, shopperExportSchema } from '@tote/protocol'
import { keptPreferencesSchema } from '@tote/protocol/kept-preferences'
import { preferencesSchema } from '@tote/protocol/preferences'
import { profileSchema } from '@tote/protocol/profile'
import { describe, expect, test } from 'vitest'
import { startWorld, type World } from '../hub-fixtures.ts'
import { call, callAs, signIn, TestBackend } from '../journeys/shopper-fixtures.ts'
import { TestWindow } from '../journeys/window-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { MARKET, tenantFileOf } from '../tenant-fixtures.ts'

const captions = { isShown: true, language: 'fr', size: 150 }
const storeId = locationIdSchema.parse('marais')
const catalogue = {
  currency: 'EUR',
  locations: [
    { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
    { id: 'marais', name: 'Le Marais', kind: 'store' },
  ],
  products: [
    { id: 'mug', title: 'Mug', variants: [{ id: 'mug', title: 'mug', price: 1900, stock: { marais: 5 } }] },
  ],
}

async function start() {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantFileOf({ keys: [backend.key], catalogue }) })
  return { world, backend, ...(await connected(world)) }
}
const set = async (socket: TestSocket, change: unknown) =>
  preferencesSchema.parse(await socket.ask('preferences', { set: change }))
const told = async (socket: TestSocket) => preferencesSchema.parse(await socket.ask('preferences', {}))
const PROFILE = ['GET', '/v1/shopper/profile'] satisfies ['GET', string]
const asBackend = async (world: World, token: string) =>
  profileSchema.parse(await call(world, PROFILE, { authorization: `Bearer ${token}` }))

const ONDINE = 'https://ondine.test'
const ONDINE_KEY = 'pk_ondineondine'

/** Another brand on the same hub, with a key of its own. */
async function addTenant(world: World, backend: TestBackend): Promise<void> {
  const file = tenantFileOf({
    id: 'ondine',
    name: 'Ondine',
    publishableKey: ONDINE_KEY,
    hostKey: 'hk_ondineondineondine',
    channels: [{ name: 'Ondine', origin: ONDINE, isTrusted: true }],
    keys: [backend.key],
    catalogue,
  })
  await world.store.transaction((trx) => applyTenantFile(trx, file, world.clock.now()))
}

/** A shopper of that brand, whom it calls so. */
async function signInAtOndine(world: World, token: string): Promise<void> {
  const place = await TestPlace.of(world, ONDINE)
  const opened = { key: ONDINE_KEY, proof: await place.prove('open', ONDINE_KEY) }
  const { grant } = grantedSchema.parse(await place.post('/v1/journeys', opened))
  const proof = await place.prove('sign-in', hash(token))
  await place.post('/v1/sign-in', { key: ONDINE_KEY, grant, token, proof })
}

test('the same show on another site has what the shopper set on this one', async () => {
  const { world, socket } = await start()
  expect(await set(socket, { captions, storeId })).toEqual({ captions, storeId })
  const market = await TestPlace.of(world, MARKET)
  const { ticket } = Object(await socket.ask('ticket.mint', { aud: MARKET }))
  await market.accept((await market.redeem(ticket)).pending)
  expect(await told(await market.connect())).toEqual({ captions, storeId })
  expect(await told((await connected(world, MARKET)).socket)).toEqual({})
})

test.each([
  ['a key that means a prototype', '{"set":{"__proto__":{"storeId":"marais"}}}'],
  ['another such key', '{"set":{"constructor":{"storeId":"marais"}}}'],
  ['a name that nobody knows', '{"set":{"marketing":true}}'],
  ['letters larger than a picture', '{"set":{"captions":{"isShown":true,"language":"fr","size":201}}}'],
  ['a size that is none', '{"set":{"captions":{"isShown":true,"language":"fr","size":99.5}}}'],
  ['a language that is none', '{"set":{"captions":{"isShown":true,"language":"<b>","size":100}}}'],
  [
    'a very long language',
    `{"set":{"captions":{"isShown":true,"language":"fr${'-a'.repeat(40)}","size":100}}}`,
  ],
  ['a very long store', `{"set":{"storeId":"${'m'.repeat(65)}"}}`],
  ['a store that is none', '{"set":{"storeId":"warehouse"}}'],
])('%s is refused, and nothing is set', async (_what, message) => {
  const { socket } = await start()
  expect(await refusal(socket.ask('preferences', JSON.parse(message)))).toBe('invalid')
  expect(await told(socket)).toEqual({})
})

describe('the tenant’s backend', () => {
  test('reads one profile by its own name of the shopper, over all channels', async () => {
    const { world, backend, place, socket } = await start()
    await socket.add(2)
    await set(socket, { storeId })
    await signIn(place, await backend.sign(world, 'customer-7'))
    const away = await connected(world, MARKET)
    await set(away.socket, { captions })
    await signIn(away.place, await backend.sign(world, 'customer-7'))
    const token = await backend.sign(world, 'customer-7', { act: 'profile' })
    const profile = await asBackend(world, token)
    expect(profile).toMatchObject({
      subject: 'customer-7',
      basket: { quantity: 2 },
      preferences: { captions, storeId },
      orders: [],
    })
    expect(profile.channels.map(({ name }) => name).toSorted()).toEqual(['Brand', 'Market'])
    // A token is good once.
    expect(await refusal(asBackend(world, token))).toBe('bad_token')
  })

  test('gets nothing of a name that nobody has, be it one that means a prototype', async () => {
    const { world, backend, place } = await start()
    await signIn(place, await backend.sign(world, '__proto__'))
    const named = (subject: string) => backend.sign(world, subject, { act: 'profile' })
    expect(await asBackend(world, await named('__proto__'))).toMatchObject({ subject: '__proto__' })
    for (const subject of ['constructor', 'customer-7', '%'])
      expect(await refusal(asBackend(world, await named(subject)))).toBe('not_found')
  })

  test('of another tenant gets nothing, whatever it signs', async () => {
    const { world, backend, place } = await start()
    const other = await TestBackend.of('two')
    await addTenant(world, other)
    await signIn(place, await backend.sign(world, 'customer-7'))
    const asked = (claims: Record<string, unknown>) =>
      other.sign(world, 'customer-7', { act: 'profile', ...claims }).then((token) => asBackend(world, token))
    // The same name at the other brand is somebody else, who was never there.
    expect(await refusal(asked({ aud: 'ondine' }))).toBe('not_found')
    expect(await refusal(asked({ aud: 'maison' }))).toBe('bad_token')
    expect(await refusal(asked({ aud: 'maison', kid: 'one' }))).toBe('bad_token')
    expect(await refusal(asked({ aud: ['maison', 'ondine'] }))).toBe('bad_token')
    await signInAtOndine(world, await other.sign(world, 'customer-7', { aud: 'ondine' }))
    expect(await asked({ aud: 'ondine' })).toMatchObject({
      channels: [{ name: 'Ondine' }],
      preferences: {},
    })
  })

  test.each(['export', 'forget', 'revoke', undefined])('cannot read it by a token for %s', async (act) => {
    const { world, backend, place } = await start()
    await signIn(place, await backend.sign(world, 'customer-7'))
    const token = await backend.sign(world, 'customer-7', act === undefined ? {} : { act })
    expect(await refusal(asBackend(world, token))).toBe('bad_token')
    const read = await backend.sign(world, 'customer-7', { act: 'profile' })
    expect(await refusal(call(world, ['DELETE', '/v1/shopper'], { authorization: `Bearer ${read}` }))).toBe(
      'bad_token',
    )
  })
})

test('a shopper’s own page reads their profile by its connection and by a proof, and nobody else’s', async () => {
  const { world, place, socket } = await start()
  await set(socket, { captions })
  const byLine = profileSchema.parse(await socket.ask('profile', {}))
  expect(byLine).toMatchObject({ subject: null, preferences: { captions }, points: null })
  expect(profileSchema.parse(await callAs(place, PROFILE, { act: 'profile' }))).toEqual(byLine)
  expect(await refusal(callAs(place, PROFILE, { act: 'export' }))).toBe('bad_proof')
  const other = await connected(world)
  expect(profileSchema.parse(await other.socket.ask('profile', {})).preferences).toEqual({})
  expect(await refusal(socket.ask('profile', { subject: 'customer-7' }))).toBe('invalid')
})

test('where I am shows what is set, and takes it back; it is in the export, and gone with all that is erased', async () => {
  const { world, place, socket } = await start()
  await set(socket, { captions, storeId })
  const window = await new TestWindow(world).adopt(socket)
  expect((await window.journeys())[0]?.preferences).toEqual({ captions, store: 'Le Marais' })
  const kept = async () =>
    keptPreferencesSchema.parse(
      shopperExportSchema.parse(await callAs(place, ['GET', '/v1/shopper/export'], { act: 'export' }))
        .preferences,
    )
  expect(await kept()).toMatchObject({ captions: { value: captions }, storeId: { value: storeId } })
  expect(await refusal(new TestWindow(world).ask(['DELETE', '/v1/window/journeys/maison/preferences']))).toBe(
    'unauthorised',
  )
  await window.ask(['DELETE', '/v1/window/journeys/maison/preferences'])
  expect([(await window.journeys())[0]?.preferences, await told(socket)]).toEqual([{}, {}])
  await set(socket, { storeId })
  await callAs(place, ['DELETE', '/v1/shopper'], { act: 'forget' })
  expect(await world.store.db.selectFrom('journey').selectAll().execute()).toEqual([])
})
