import { ToteError, money } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, onTestFinished, test, vi } from 'vitest'
import './define/define.ts'
import './define/late.ts'
import './define/tote-carry.ts'
import './define/tote-gallery.ts'
import './define/tote-launcher.ts'
import './define/tote-offer.ts'
import { mount } from './internal/testing/mount-fixtures.ts'
import { testProduct, testShirt, testVariant } from './internal/testing/product-fixtures.ts'
import { SHOWS_HUB, SHOWS_KEY, serveShows, testShow } from './internal/testing/shows-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  testMessage,
  testPoll,
  type TestToteOptions,
} from './internal/testing/tote-fixtures.ts'
import { look, LOOKS, movingIn } from './look-fixtures.ts'
import { mountPlayer, settled, type PlayerWorldOptions } from './tote-player/player-fixtures.ts'

const cup = testProduct({
  name: 'cup',
  title: 'Stoneware cup',
  variants: [testVariant({ name: 'cup-v1', compareAt: money(11900, 'EUR'), lowStock: 2 })],
})
const gone = testProduct({ name: 'gone', title: 'Bowl', variants: [testVariant({ isSoldOut: true })] })
const many = 'abcdefghi'.split('').map((name) => testProduct({ name, title: `Product ${name}` }))
const products = [testShirt(), cup, gone]
const cart = testCart([testLine(), testLine({ name: 'line-2', title: 'Cup', quantity: 3 })])

async function player(options: PlayerWorldOptions, { isPlaying = true } = {}) {
  const world = await mountPlayer({ products, pinned: [testShirt(), cup], cart, ...options })
  if (isPlaying) await world.player.play()
  await settled(world.player)
  return world
}

async function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: TestToteOptions,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
) {
  return mount(tag, createTestTote(options).tote, properties)
}

async function shows(tag: 'tote-gallery' | 'tote-launcher', properties: Record<string, unknown> = {}) {
  serveShows([
    testShow(),
    testShow({ id: 'next', status: 'scheduled' }),
    testShow({ id: 'was', status: 'ended' }),
  ])
  const made = document.createElement(tag)
  Object.assign(made, { hub: SHOWS_HUB, key: SHOWS_KEY, ...properties })
  const box = document.createElement('main')
  box.append(made)
  document.body.append(box)
  onTestFinished(() => box.remove())
  await vi.waitFor(() => expect(made.renderRoot.querySelector('button')).not.toBeNull())
  return made
}

/** Each state that a shopper can meet. */
const STATES: readonly (readonly [string, () => Promise<Element>])[] = [
  ['the poster', async () => (await player({}, { isPlaying: false })).player],
  ['a show that plays', async () => (await player({})).player],
  ['a replay', async () => (await player({ show: { status: 'ended', endedAt: 1 } })).player],
  [
    'a fault',
    async () => {
      const { player: shown, engines } = await player({})
      engines[0]?.options.onFailure(new ToteError('media_unplayable'))
      await settled(shown)
      return shown
    },
  ],
  ...(['products', 'cart', 'chat'] as const).map(
    (panel) =>
      [
        `the panel with ${panel}`,
        async () => {
          const { player: shown } = await player({})
          shown.openPanel(panel)
          await settled(shown)
          return shown
        },
      ] as const,
  ),
  [
    'the settings',
    async () => {
      const { player: shown } = await player({})
      const controls = shown.renderRoot.querySelector('tote-controls')
      controls?.renderRoot.querySelector<HTMLElement>('[part~=settings]')?.click()
      await vi.waitFor(() => {
        const settings = shown.renderRoot.querySelector('tote-settings')
        expect(settings?.shadowRoot?.childElementCount).toBeGreaterThan(0)
      })
      return shown
    },
  ],
  [
    'the list of keys',
    async () => {
      const { player: shown } = await player({})
      shown.settings.toggle('keys')
      await vi.waitFor(() => {
        const settings = shown.renderRoot.querySelector('tote-settings')
        expect(settings?.shadowRoot?.querySelector('kbd')).not.toBeNull()
      })
      return shown
    },
  ],
  [
    'a show without its picture',
    async () => {
      const { player: shown } = await player({})
      shown.thin.onSlow()
      await vi.waitFor(() => {
        const thin = shown.renderRoot.querySelector('tote-thin')
        expect(thin?.shadowRoot?.querySelector('[role=status]')).not.toBeNull()
      })
      return shown
    },
  ],
  ['the products', () => element('tote-products', { products, pinned: [cup] })],
  ['many products, with their search', () => element('tote-products', { products: many })],
  ['a product in full', () => element('tote-product', { products }, { product: 'shirt', back: true })],
  ['a product that is sold out', () => element('tote-product', { products }, { product: 'gone' })],
  ['the card', () => element('tote-product-card', { products, pinned: [testShirt(), cup] })],
  ['the basket', () => element('tote-cart', { cart })],
  ['an empty basket', () => element('tote-cart', { cart: testCart() })],
  ['a basket that is not confirmed', () => element('tote-cart', { cart: { ...cart, isStale: true } })],
  [
    'messages',
    () =>
      element('tote-notices', {
        connection: { status: 'offline', sinceMs: 0 },
        journey: { status: 'open', isContinued: false, isKept: false },
      }),
  ],
  [
    'the chat',
    () => element('tote-chat', { messages: [testMessage('Hello'), testMessage('Hi', { isMine: true })] }),
  ],
  ['the chat before a word', () => element('tote-chat', {})],
  ['a poll', () => element('tote-poll', { poll: testPoll() })],
  ['a poll that is closed', () => element('tote-poll', { poll: testPoll({ isOpen: false, myVote: 0 }) })],
  ['reactions', () => element('tote-reactions', {})],
  ['how to continue elsewhere', () => element('tote-carry', {}, { open: true })],
  ['how to continue here, over the picture', () => element('tote-carry', {}, { compact: true })],
  ['a carousel of shows', () => shows('tote-gallery')],
  ['stories of shows', () => shows('tote-gallery', { layout: 'stories' })],
  ['a grid of shows', () => shows('tote-gallery', { layout: 'grid' })],
  ['a launcher', () => shows('tote-launcher', { show: 'spring' })],
]

test.each(
  LOOKS.flatMap(([name, scheme, forced]) =>
    STATES.map(([state, make]) => ({ name, scheme, forced, state, make })),
  ),
)('$state, $name: no rule of accessibility is broken', async ({ scheme, forced, make }) => {
  await look(scheme, forced)
  const shown = await make()
  if (shown instanceof HTMLElement) {
    // What is half faded in has half its contrast.
    shown.style.setProperty('--tote-duration', '0ms')
    shown.style.setProperty('--tote-duration-quick', '0ms')
    await elementUpdated(shown)
  }
  // Then the browser paints the colours of the person, and tells of those of the page.
  const ignoredRules = forced === 'active' ? ['color-contrast'] : []
  await expect(shown).to.be.accessible({ ignoredRules })
})

test.each(STATES)('%s: nothing moves for who asked for less motion', async (_state, make) => {
  await look('light', 'none')
  const shown = await make()
  await elementUpdated(shown)
  expect(movingIn(shown)).toEqual([])
})
