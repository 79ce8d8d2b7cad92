import {
  money,
  checkoutIdSchema,
  clientIdSchema,
  locationIdSchema,
  showIdSchema,
  showSchema,
  variantIdSchema,
  type Lead,
} from '@tote/protocol'
import { dropIdSchema, type Drop } from '@tote/protocol/drops'
import { friendsIdSchema, type FriendsCart } from '@tote/protocol/friends'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, onTestFinished, vi } from 'vitest'
import './define/late.ts'
import './define/tote-drop.ts'
import './define/tote-gallery.ts'
import './define/tote-offer.ts'
import './define/tote-orders.ts'
import './define/tote-points.ts'
import './define/tote-share.ts'
import './define/tote-stores.ts'
import './define/tote-suggestions.ts'
import './define/tote-together.ts'
import './define/tote-waitlist.ts'
import { mount } from './internal/testing/mount-fixtures.ts'
import { testProduct, testVariant } from './internal/testing/product-fixtures.ts'
import { SHOWS_HUB, SHOWS_KEY, serveShows } from './internal/testing/shows-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  testMessage,
  testPoll,
  type TestToteOptions,
} from './internal/testing/tote-fixtures.ts'
import { mountPlayer, settled } from './tote-player/player-fixtures.ts'

const MINUTE = 60_000
const PATIENT = { timeout: 20_000 }
const vase = testProduct({ name: 'vase', title: 'Vase' })
const bowl = testProduct({ name: 'bowl', title: 'Bowl' })
const variantId = variantIdSchema.parse(vase.variants[0]?.id)
const cart = testCart([testLine({ title: 'Vase' })])

/** An element whose tote knows all this, once it has drawn what `selector` finds. */
async function drawn<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: TestToteOptions,
  { selector, ...properties }: Partial<HTMLElementTagNameMap[Tag]> & { readonly selector: string },
): Promise<Element> {
  const element = await mount(tag, createTestTote(options).tote, properties as never)
  await there(element, selector)
  return element
}

async function there(element: Element, selector: string): Promise<void> {
  await vi.waitFor(() => expect(element.shadowRoot?.querySelector(selector)).not.toBeNull(), PATIENT)
}

const drop: Drop = {
  id: dropIdSchema.parse('one'),
  showId: showIdSchema.parse('evening'),
  productId: vase.id,
  variantId,
  opensAt: MINUTE,
  windowMs: 30_000,
  perShopper: 2,
  holdMs: MINUTE,
  commitment: '0'.repeat(64),
}
const dropped = { ...vase, variants: vase.variants.map((variant) => ({ ...variant, drop })) }

const friends: FriendsCart = {
  id: friendsIdSchema.parse('0123456789abcdef'),
  showId: showIdSchema.parse('show'),
  rev: 1,
  you: 1,
  members: [
    { n: 1, name: 'Ada', colour: 0, role: 'owner' },
    { n: 2, name: 'Bo', colour: 1, role: 'guest' },
  ],
  lines: [],
  invitesUntilMs: null,
}

const openElsewhere: Lead = {
  showId: showIdSchema.parse('show'),
  mode: 'live',
  pdt: 0,
  isPlaying: true,
  heardAt: 0,
  by: clientIdSchema.parse('elsewhere'),
  where: 'brand.test',
  ledAt: 1,
}

/** States of what is loaded late, each made anew for a test. */
export const LATE_STATES: readonly (readonly [string, () => Promise<Element>])[] = [
  [
    'a note',
    () =>
      drawn(
        'tote-note',
        { note: { text: 'Dishwasher safe', at: 0 } },
        { selector: '.note[data-shown] button' },
      ),
  ],
  [
    'the moments',
    async () => {
      const world = createTestTote({ products: [vase, bowl] })
      const at = (seq: number, productId: (typeof vase)['id']) => ({
        seq,
        at: seq * MINUTE,
        cue: { kind: 'productPinned' as const, productId },
      })
      world.$log.set({
        base: { pinned: [], prices: [], soldOut: [] },
        events: [at(1, vase.id), at(2, bowl.id)],
      })
      const show = showSchema.parse({ id: 'show', title: 'Show', status: 'live', startsAt: 0 })
      world.$show.set({ status: 'ready', tenantName: 'Maison', show })
      world.$position.set({ showId: show.id, mode: 'live', pdt: 9 * MINUTE, isPlaying: true })
      const moments = await mount('tote-moments', world.tote, { open: true })
      await there(moments, '[part=watch]')
      return moments
    },
  ],
  [
    'the show in the corner',
    async () => {
      const { player } = await mountPlayer({ products: [vase], cart })
      await player.play()
      await settled(player)
      player.renderRoot.querySelector('tote-mini')?.enter()
      await settled(player)
      return player
    },
  ],
  [
    'an order to pick up',
    () =>
      drawn(
        'tote-orders',
        {
          cart: testCart([], { order: { id: checkoutIdSchema.parse('k1'), atMs: 1 } }),
          orders: () =>
            Promise.resolve([
              {
                id: checkoutIdSchema.parse('k1'),
                ref: '1001',
                placedAt: 0,
                total: money(3800, 'EUR'),
                fulfilment: {
                  kind: 'pickup',
                  locationId: locationIdSchema.parse('rue'),
                  storeName: 'Rue Verte',
                  code: 'WDJBMJHT',
                },
                lines: [
                  { variantId, title: 'Vase', variantTitle: '', quantity: 2, price: money(1900, 'EUR') },
                ],
              },
            ]),
        },
        { selector: '[part=pickup]' },
      ),
  ],
  [
    'stores',
    async () => {
      const store = { id: locationIdSchema.parse('lyon'), name: 'Lyon' }
      const few = { id: locationIdSchema.parse('paris'), name: 'Paris' }
      const told = [
        { ...store, basket: 'all', missing: [] },
        { ...few, basket: 'none', missing: [{ variantId: 'line-1-v', free: 0 }] },
      ]
      const options = { cart, stores: [store, few], storesAnswer: () => Promise.resolve({ stores: told }) }
      const stores = await mount('tote-stores', createTestTote(options).tote)
      stores.renderRoot.querySelector('summary')?.click()
      await there(stores, '[part=basket]')
      return stores
    },
  ],
  [
    'suggestions',
    () =>
      drawn(
        'tote-suggestions',
        {
          products: [vase, bowl],
          cart,
          suggestAnswer: () =>
            Promise.resolve({
              suggestions: [{ productId: bowl.id, reason: { kind: 'bought-together', productId: vase.id } }],
            }),
        },
        { selector: '[part=title]', product: 'vase' },
      ),
  ],
  [
    'points',
    () =>
      drawn(
        'tote-points',
        {
          cart,
          pointsAnswer: () =>
            Promise.resolve({
              points: {
                isSignedIn: true,
                perUnit: 2,
                watch: { points: 5, everyMinutes: 10, mostPerShow: 20 },
                worth: { points: 100, amount: money(150, 'EUR') },
                balance: 1240,
                spendable: 1000,
                entries: [{ kind: 'order', points: 38, at: 1_790_000_000_000 }],
              },
            }),
        },
        { selector: '.points' },
      ),
  ],
  [
    'a turn in the line',
    () =>
      drawn(
        'tote-waitlist',
        { products: [vase], waits: [{ status: 'called', variantId, untilMs: 10 * MINUTE }] },
        { selector: 'button' },
      ),
  ],
  [
    'a place in the line',
    () =>
      drawn(
        'tote-waitlist',
        { products: [vase], waits: [{ status: 'waiting', variantId, place: 3 }] },
        { selector: '[part=leave]', variant: variantId },
      ),
  ],
  [
    'a drop that opens',
    () =>
      drawn(
        'tote-drop',
        { products: [dropped], hubNow: () => 0 },
        { selector: '[part=clock]', variant: variantId },
      ),
  ],
  [
    'a drop that is open',
    () =>
      drawn(
        'tote-drop',
        { products: [dropped], hubNow: () => MINUTE },
        { selector: '[part=join]', variant: variantId },
      ),
  ],
  [
    'an offer',
    () =>
      drawn(
        'tote-offer',
        {
          offer: {
            pending: 'pending',
            from: 'brand.localhost',
            quantity: 3,
            total: money(42500, 'EUR'),
            expiresInMs: 300_000,
          },
        },
        { selector: '[part=accept]' },
      ),
  ],
  [
    'a show that is open elsewhere',
    () => drawn('tote-together', { lead: openElsewhere }, { selector: '[part=move]' }),
  ],
  [
    'a player with all that may be told at once',
    async () => {
      const { player } = await mountPlayer({
        products: [vase],
        cart,
        lead: openElsewhere,
        asksToMove: true,
        friends: [friends],
        waits: [{ status: 'called', variantId, untilMs: 10 * MINUTE }],
        note: { text: 'Dishwasher safe', at: 0 },
        poll: testPoll(),
        messages: [testMessage('Hello')],
      })
      await player.play()
      player.openPanel('products')
      await settled(player)
      for (const together of player.renderRoot.querySelectorAll('tote-together'))
        await there(together, '[part=move]')
      return player
    },
  ],
  [
    'a shared basket',
    async () => {
      const here = location.pathname + location.search
      history.replaceState(null, '', `${here}#tote-cart=${variantId}:2`)
      onTestFinished(() => history.replaceState(null, '', here))
      const made = createTestTote({ products: [vase] })
      const show = showSchema.parse({ id: 'show', title: 'Show', status: 'live', startsAt: 0 })
      made.$show.set({ status: 'ready', show, tenantName: 'Maison' })
      const share = await mount('tote-share', made.tote, { compact: true })
      await there(share, '[part=add]')
      return share
    },
  ],
  [
    'a basket with friends',
    () => drawn('tote-friends', { products: [vase], friends: [friends] }, { selector: '[part=friends]' }),
  ],
  [
    'a price that ends',
    async () => {
      const price = { price: money(5900, 'EUR'), compareAt: money(8900, 'EUR'), priceEndsAt: 5 * MINUTE }
      const timed = testProduct({
        name: 'vase',
        title: 'Vase',
        variants: [testVariant({ name: 'vase-v1', ...price })],
      })
      const world = createTestTote({ products: [timed], pinned: [timed] })
      world.$position.set({ showId: showIdSchema.parse('show'), mode: 'live', pdt: 0, isPlaying: true })
      const card = await mount('tote-product-card', world.tote)
      await there(card, '.ends')
      return card
    },
  ],
  [
    'a tap for sound',
    async () => {
      const { player } = await mountPlayer({ products: [vase], refuses: ['sound'] })
      await player.play()
      await settled(player)
      await there(player, '.sound')
      return player
    },
  ],
  [
    'a gallery that could not be loaded',
    async () => {
      const told = vi.spyOn(console, 'info').mockImplementation(() => undefined)
      onTestFinished(() => told.mockRestore())
      serveShows([]).isDown = true
      const gallery = document.createElement('tote-gallery')
      Object.assign(gallery, { hub: SHOWS_HUB, key: SHOWS_KEY })
      const box = document.createElement('main')
      box.append(gallery)
      document.body.append(box)
      onTestFinished(() => box.remove())
      await elementUpdated(gallery)
      await there(gallery, '.failed')
      return gallery
    },
  ],
]
