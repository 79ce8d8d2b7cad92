import { money, trackReportSchema } from '@tote/protocol'
import type { TrackEvent } from '@tote/core/tracking'
import { expect, onTestFinished, test, vi } from 'vitest'
import { mount } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { mountPlayer, settled, type PlayerWorldOptions } from '../tote-player/player-fixtures.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { trackPlayers, type TrackPlayersOptions } from './track-players.ts'
import type { ToteQoeDetail } from './tote-qoe-event.ts'

const PATIENCE = { timeout: 20_000 }
/** The tote of plain stores has one that no hub would give. */
const KEY = 'pk_testtesttest'

/** Tracks this page for one test, with all that is told. */
function track(options: TrackPlayersOptions = {}, isAllowed = true) {
  const told: TrackEvent[] = []
  const tracking = trackPlayers({ hub: false, sinks: [(event) => told.push(event)], ...options })
  onTestFinished(() => tracking.stop())
  if (isAllowed) tracking.consent.set({ performance: true })
  return { tracking, told, names: () => told.map(({ name }) => name) }
}

async function tracked(world: PlayerWorldOptions = {}, options: TrackPlayersOptions = {}) {
  const page = track(options)
  const mounted = await mountPlayer(world)
  await settled(mounted.player)
  return { ...page, ...mounted }
}

const dressed = testProduct()
const onSale = testProduct({
  name: 'hat',
  title: 'Hat',
  variants: [testVariant({ name: 'hat-v1', price: money(700, 'EUR'), compareAt: money(900, 'EUR') })],
})

function seenIds(told: readonly TrackEvent[], name = 'view_item_list'): string[] {
  return told
    .filter((event) => event.name === name)
    .flatMap(({ items }) => items.map((item) => item.productId))
}

test('products that are half visible for a second are told once, in the list and as the card', async () => {
  const { told } = track()
  const { tote } = createTestTote({ products: [dressed, onSale], pinned: [dressed] })
  const list = await mount('tote-products', tote)
  await mount('tote-product-card', tote)
  await vi.waitFor(() => expect(seenIds(told).toSorted()).toEqual(['hat', 'linen-shirt']), PATIENCE)
  expect(seenIds(told, 'view_promotion')).toEqual(['hat'])
  // Gone and back: the same moment, seen already.
  list.product = 'hat'
  await list.updateComplete
  list.product = null
  await list.updateComplete
  const other = testProduct({ name: 'scarf', title: 'Scarf' })
  const card = await mount('tote-product-card', createTestTote({ pinned: [other] }).tote)
  card.scrollIntoView({ block: 'center' })
  await vi.waitFor(() => expect(seenIds(told)).toContain('scarf'), PATIENCE)
  expect(seenIds(told)).toHaveLength(3)
}, 90_000)

test('a card that was empty is seen when the host shows something', async () => {
  const { told } = track()
  const { tote, $moment, $products } = createTestTote()
  await mount('tote-product-card', tote)
  const first = await mount('tote-product-card', createTestTote({ pinned: [onSale] }).tote)
  first.scrollIntoView({ block: 'center' })
  await vi.waitFor(() => expect(seenIds(told)).toEqual(['hat']), PATIENCE)
  $products.set([dressed])
  $moment.set({ pinned: [dressed], chapter: null, note: null })
  await vi.waitFor(() => expect(seenIds(told)).toEqual(['hat', 'linen-shirt']), PATIENCE)
}, 60_000)

test('what is out of sight is not told until it is scrolled to', async () => {
  const { told } = track()
  const above = await mount('tote-product-card', createTestTote({ pinned: [dressed] }).tote)
  above.style.marginBlockEnd = '300vh'
  const below = await mount('tote-product-card', createTestTote({ pinned: [onSale] }).tote)
  above.scrollIntoView()
  await vi.waitFor(() => expect(seenIds(told)).toEqual(['linen-shirt']), PATIENCE)
  below.scrollIntoView({ block: 'center' })
  await vi.waitFor(() => expect(seenIds(told)).toEqual(['linen-shirt', 'hat']), PATIENCE)
}, 60_000)

test('opening a product chooses and views it, by whichever element', async () => {
  const { names, told, player } = await tracked({ products: [dressed, onSale], pinned: [dressed] })
  const list = player.shadowRoot?.querySelector('tote-products')
  list?.renderRoot.querySelector<HTMLElement>('[data-product=hat]')?.click()
  expect(names()).toEqual(['select_promotion', 'select_item', 'view_item'])
  expect(told[2]?.items).toMatchObject([{ productId: 'hat', variant: { id: 'hat-v1' } }])
})

test('a filled basket that is seen is told, an empty one when it has its first line', async () => {
  const { names } = track()
  const made = createTestTote()
  await mount('tote-cart', made.tote)
  await mount('tote-cart', createTestTote({ cart: testCart([testLine()]) }).tote)
  await vi.waitFor(() => expect(names()).toEqual(['view_cart']), PATIENCE)
  made.$cart.set(testCart([testLine({ name: 'line-2' })]))
  await vi.waitFor(() => expect(names()).toEqual(['view_cart', 'view_cart']), PATIENCE)
})

test.each<[string, (event: GlobalEventHandlersEventMap['tote-checkout-request']) => void, number]>([
  ['takes it', (event) => event.preventDefault(), 1],
  ['says yes', (event) => event.respondWith(Promise.resolve({ status: 'accepted' })), 1],
  ['says no', (event) => event.respondWith({ status: 'rejected', reason: 'limit' }), 0],
  ['does not hear it', () => undefined, 0],
])('a check-out is begun where the page %s', async (_, answer, count) => {
  const { names } = track()
  const cart = await mount('tote-cart', createTestTote({ cart: testCart([testLine()]) }).tote)
  cart.addEventListener('tote-checkout-request', answer)
  const press = () => cart.renderRoot.querySelector<HTMLElement>('[part~=checkout]')?.click()
  press()
  press()
  // Seen after the press was heard by all.
  await vi.waitFor(() => expect(names()).toContain('view_cart'), PATIENCE)
  expect(names().filter((name) => name === 'begin_checkout')).toHaveLength(count)
})

function hearQoe(player: TotePlayer): ToteQoeDetail[] {
  const heard: ToteQoeDetail[] = []
  player.addEventListener('tote-qoe', ({ detail }) => heard.push(detail))
  return heard
}

test('a playback is told when it ends: start, stalls and time, and to the hub where that is allowed', async () => {
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true)
  onTestFinished(() => beacon.mockRestore())
  const { player } = await tracked({ show: { status: 'ended' } }, { hub: true })
  const heard = hearQoe(player)
  await player.play()
  const { video } = player
  video?.dispatchEvent(new Event('waiting'))
  await settled(player)
  video?.dispatchEvent(new Event('playing'))
  await settled(player)
  video?.dispatchEvent(new Event('ended'))
  expect(heard).toMatchObject([{ contentType: 'replay', stalls: 1 }])
  const [qoe] = heard
  expect(qoe?.startMs).not.toBeNull()
  expect(qoe?.playedMs).toBeGreaterThan(0)
  const reports = beacon.mock.calls.map(([, body]) =>
    trackReportSchema.parse({ ...JSON.parse(typeof body === 'string' ? body : ''), key: KEY }),
  )
  expect(reports.map((report) => report.qoe?.stalls)).toEqual([1])
})

test('a player that is let go, and a page that is left, tell what they have, once', async () => {
  const { player } = await tracked()
  const heard = hearQoe(player)
  await player.play()
  await settled(player)
  window.dispatchEvent(new Event('pagehide'))
  expect(heard).toHaveLength(1)
  await settled(player)
  player.remove()
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  expect(heard[1]?.startMs).toBeNull()
})

test('the hub may note what is watched while the shopper allows it, and no longer than somebody asks', async () => {
  const { tracking } = track({}, false)
  const { player } = await mountPlayer()
  await settled(player)
  const playback = player.tote?.playback
  if (playback === undefined) throw new Error('the player has a tote')
  const allow = vi.spyOn(playback, 'allowMeasuring')
  const last = () => allow.mock.lastCall?.[0]
  tracking.consent.set({ performance: true })
  expect(last()).toBe(true)
  tracking.consent.set({ performance: false })
  expect(last()).toBe(false)
  tracking.consent.set({ performance: true })
  tracking.stop()
  expect(last()).toBe(false)
})

test('with Global Privacy Control nothing leaves, whatever the page says', async () => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true)
  const layer: unknown[] = []
  Reflect.set(window, 'dataLayer', layer)
  onTestFinished(() => {
    Reflect.deleteProperty(navigator, 'globalPrivacyControl')
    Reflect.deleteProperty(window, 'dataLayer')
    beacon.mockRestore()
  })
  const { tracking, told, player } = await tracked({ pinned: [dressed] }, { hub: true })
  await player.play()
  await settled(player)
  await vi.waitFor(() => expect(tracking.tally().lost).toBeGreaterThan(0), PATIENCE)
  player.video?.dispatchEvent(new Event('ended'))
  expect([layer, told, beacon.mock.calls]).toEqual([[], [], []])
}, 60_000)

test('before anybody has said so everything waits; once allowed it is in the page’s own dataLayer', async () => {
  const layer: unknown[] = []
  Reflect.set(window, 'dataLayer', layer)
  onTestFinished(() => void Reflect.deleteProperty(window, 'dataLayer'))
  const { tracking } = track({}, false)
  await mount('tote-product-card', createTestTote({ pinned: [dressed] }).tote)
  await vi.waitFor(() => expect(tracking.tally().waiting).toBe(1), PATIENCE)
  expect(layer).toEqual([])
  layer.push({ 0: 'consent', 1: 'update', 2: { analytics_storage: 'granted' } })
  await vi.waitFor(() => expect(layer).toHaveLength(3), PATIENCE)
  expect(layer.slice(1)).toMatchObject([
    { ecommerce: null },
    { event: 'view_item_list', content_type: 'live' },
  ])
})

test('stopped it leaves no controller that tells', async () => {
  const { tracking, told, player } = await tracked({ products: [dressed] })
  tracking.stop()
  player.shadowRoot
    ?.querySelector('tote-products')
    ?.renderRoot.querySelector<HTMLElement>('[data-product]')
    ?.click()
  expect(told).toEqual([])
})

test('[U63] what happens waits for a consent platform, and goes to the page’s list once measuring is allowed', async () => {
  const listeners: ((data: object, isDone: boolean) => void)[] = []
  const api = (command: string, _version: number, callback: (data: object, isDone: boolean) => void) => {
    if (command === 'addEventListener') listeners.push(callback)
  }
  const layer: unknown[] = []
  Reflect.set(window, '__tcfapi', api)
  Reflect.set(window, 'dataLayer', layer)
  onTestFinished(() => {
    Reflect.deleteProperty(window, '__tcfapi')
    Reflect.deleteProperty(window, 'dataLayer')
  })
  const { tracking, names } = track({}, false)
  await mount('tote-product-card', createTestTote({ pinned: [dressed] }).tote)
  await vi.waitFor(() => expect(tracking.tally().waiting).toBe(1), PATIENCE)
  expect([names(), layer]).toEqual([[], []])
  for (const tell of listeners)
    tell(
      { listenerId: 1, eventStatus: 'useractioncomplete', purpose: { consents: { 1: true, 8: true } } },
      true,
    )
  expect(names()).toEqual(['view_item_list'])
  expect(layer).toMatchObject([{ ecommerce: null }, { event: 'view_item_list' }])
}, 60_000)

test('[U63] what happens waits for Consent Mode, and is lost once measuring is refused', async () => {
  const layer: unknown[] = []
  // As gtag writes it: the arguments of a call.
  const gtag = (...given: unknown[]) => layer.push({ ...given, length: given.length })
  Reflect.set(window, 'dataLayer', layer)
  onTestFinished(() => void Reflect.deleteProperty(window, 'dataLayer'))
  gtag('consent', 'default', { analytics_storage: 'denied' })
  const { tracking, names } = track({}, false)
  await mount('tote-product-card', createTestTote({ pinned: [dressed] }).tote)
  await vi.waitFor(() => expect(tracking.tally().waiting).toBe(1), PATIENCE)
  gtag('consent', 'update', { analytics_storage: 'denied' })
  await vi.waitFor(() => expect(tracking.tally()).toEqual({ told: 0, waiting: 0, lost: 1 }), PATIENCE)
  expect(names()).toEqual([])
  expect(layer).toHaveLength(2)
}, 60_000)
