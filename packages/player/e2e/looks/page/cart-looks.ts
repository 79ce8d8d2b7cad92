import { checkoutIdSchema, locationIdSchema, money, variantIdSchema } from '@tote/protocol'
import '../../../src/define/tote-orders.ts'
import '../../../src/define/tote-points.ts'
import '../../../src/define/tote-stores.ts'
import '../../../src/define/tote-suggestions.ts'
import { testCart, type TestToteOptions } from '../../../src/internal/testing/tote-fixtures.ts'
import type { Goods } from './goods.ts'
import { findDeep, looksOf, press, until } from './look.ts'
import { drawElement } from './look-element.ts'
import { drawPlaying } from './look-player.ts'

const full = (goods: Goods) =>
  testCart([goods.line('linen-shirt'), goods.line('stoneware-mug', 4), goods.line('wool-throw')])
const stores = [
  { id: locationIdSchema.parse('store-marais'), name: 'Paris, Le Marais' },
  { id: locationIdSchema.parse('store-lyon'), name: 'Lyon, Presqu’île' },
]
const ownStore = () => Promise.resolve({ storeId: 'store-marais' })
const drawCart = (goods: Goods, options: TestToteOptions, selector = '.cart') =>
  drawElement(goods, 'tote-cart', { selector, ...options })

const ORDER = checkoutIdSchema.parse('k1')

const notices = (goods: Goods): TestToteOptions => ({
  cart: full(goods),
  notices: [
    {
      id: '1',
      kind: 'priceChanged',
      title: 'Merino throw',
      was: money(17900, 'EUR'),
      price: money(14900, 'EUR'),
    },
    { id: '2', kind: 'stockShort', title: 'Stoneware mug', free: 2 },
  ],
})

export const cartLooks = looksOf('basket', {
  empty: (goods) => drawCart(goods, { cart: testCart() }),
  loading: (goods) => drawCart(goods, { cart: testCart([], { status: 'loading' }) }),
  full: (goods) => drawCart(goods, { cart: full(goods) }),
  'a line on its way': (goods) =>
    drawCart(goods, {
      cart: testCart([goods.line('linen-shirt', 1, { isPending: true }), goods.line('market-tote')], {
        pendingCount: 1,
      }),
    }),
  'not sold here': (goods) => {
    const line = goods.line('straw-hat')
    const merchandise = { ...line.merchandise, isAvailable: false }
    return drawCart(goods, { cart: testCart([{ ...line, merchandise }, goods.line('market-tote')]) })
  },
  held: (goods) =>
    drawCart(goods, {
      cart: testCart([
        goods.line('linen-shirt', 1, { hold: { status: 'held', untilMs: Date.UTC(2027, 0, 15, 18, 10) } }),
      ]),
    }),
  undo: (goods) =>
    drawCart(goods, {
      cart: testCart([goods.line('linen-shirt')]),
      undo: { kind: 'removed', titles: ['Merino throw'], untilMs: Number.MAX_SAFE_INTEGER },
    }),
  'a code that counts': (goods) =>
    drawCart(goods, {
      cart: {
        ...full(goods),
        codes: [{ code: 'AUTUMN10', discount: { kind: 'percent', percent: 10 } }],
        cost: { subtotal: money(35400, 'EUR'), discount: money(3540, 'EUR'), total: money(31860, 'EUR') },
      },
    }),
  async 'a code that does not'(goods) {
    const { root } = await drawCart(goods, {
      cart: full(goods),
      outcome: { status: 'rejected', code: 'bad_code' },
    })
    root.querySelector('details')?.setAttribute('open', '')
    const field = root.querySelector<HTMLInputElement>('#code')
    if (field !== null) field.value = 'SUMMER99'
    await press(root, '[part=code-apply]')
    await until(() => root.querySelector('#code-problem')?.textContent?.trim(), 'a problem')
  },
  'being paid': (goods) =>
    drawCart(goods, {
      cart: { ...full(goods), checkout: { id: ORDER, untilMs: Date.UTC(2027, 0, 15, 18) } },
    }),
  async stores(goods) {
    const { root } = await drawCart(goods, {
      cart: full(goods),
      stores,
      storesAnswer: () =>
        Promise.resolve({
          stores: [
            { ...stores[0], basket: 'all', missing: [] },
            {
              ...stores[1],
              basket: 'some',
              missing: [{ variantId: goods.line('wool-throw').merchandise.variantId, free: 0 }],
            },
          ],
        }),
    })
    await press(root, '[part=pickup] summary')
    await until(() => findDeep(root, '[part=basket]'), 'stores')
  },
  async 'own store'(goods) {
    const { root } = await drawCart(goods, { cart: full(goods), stores, preferencesAnswer: ownStore })
    await until(() => findDeep(root, '[part=own-store]'), 'the own store')
  },
  async 'own store, another chosen'(goods) {
    const fulfilment = { kind: 'pickup' as const, locationId: locationIdSchema.parse('store-lyon') }
    const cart = { ...full(goods), fulfilment }
    const { root } = await drawCart(goods, { cart, stores, preferencesAnswer: ownStore })
    await until(() => findDeep(root, '[part=remember]'), 'whether the other is theirs')
  },
  points: (goods) =>
    drawElement(goods, 'tote-points', {
      selector: '.points',
      cart: full(goods),
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
    }),
  ordered: (goods) =>
    drawElement(goods, 'tote-orders', {
      selector: '[part=pickup]',
      cart: testCart([], { order: { id: ORDER, atMs: 1 } }),
      orders: () =>
        Promise.resolve([
          {
            id: ORDER,
            ref: '1001',
            placedAt: Date.UTC(2027, 0, 15, 18),
            total: money(11800, 'EUR'),
            fulfilment: {
              kind: 'pickup',
              locationId: locationIdSchema.parse('store-marais'),
              storeName: 'Paris, Le Marais',
              code: 'WDJBMJHT',
            },
            lines: [
              {
                variantId: variantIdSchema.parse('linen-shirt-s-chalk'),
                title: 'Washed linen shirt',
                variantTitle: 'S / Chalk',
                quantity: 1,
                price: money(8900, 'EUR'),
              },
              {
                variantId: variantIdSchema.parse('stoneware-mug-oat'),
                title: 'Stoneware mug',
                variantTitle: 'Oat',
                quantity: 1,
                price: money(2900, 'EUR'),
              },
            ],
          },
        ]),
    }),
  badge: (goods) =>
    drawElement(goods, 'tote-cart', {
      selector: '[part~=badge]',
      cart: full(goods),
      properties: { badge: true },
    }),
  async 'badge, open'(goods) {
    const { root } = await drawElement(goods, 'tote-cart', {
      selector: '[part~=badge]',
      cart: full(goods),
      properties: { badge: true },
    })
    await press(root, '[part~=badge]')
  },
  messages: (goods) =>
    drawElement(goods, 'tote-notices', {
      selector: 'li, [role=status], [role=alert]',
      ...notices(goods),
      connection: { status: 'offline', sinceMs: 0 },
    }),
  'messages over the picture': (goods) =>
    drawPlaying(goods, { ...notices(goods), pinned: [goods.one('wool-throw')] }),
  'wishes that expired': (goods) =>
    drawPlaying(goods, {
      pinned: [goods.one('wool-throw')],
      notices: [{ id: '3', kind: 'expired', count: 3, lines: [{ title: 'Merino throw', quantity: 2 }] }],
    }),
})
