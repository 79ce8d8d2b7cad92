import { checkoutIdSchema, money, variantIdSchema, type Order } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart } from '../internal/testing/tote-fixtures.ts'
import { ToteOrders } from './tote-orders.ts'

customElements.define('tote-orders', ToteOrders)

const HOUR = 3_600_000
const id = checkoutIdSchema.parse('k1')

function orderOf(changes: Partial<Order> = {}): Order {
  const line = { variantId: variantIdSchema.parse('mug'), title: 'Mug', variantTitle: '', quantity: 2 }
  return {
    id,
    ref: '1001',
    placedAt: 0,
    total: money(3800, 'EUR'),
    fulfilment: { kind: 'delivery' },
    lines: [{ ...line, price: money(1900, 'EUR') }],
    ...changes,
  }
}

const pickup = (handedOverAt?: number): Order['fulfilment'] => ({
  kind: 'pickup',
  locationId: 'rue' as never,
  storeName: 'Rue Verte',
  code: 'WDJBMJHT',
  ...(handedOverAt === undefined ? {} : { handedOverAt }),
})

/** A place of a shopper with these orders; the hub's clock says how long ago is what. */
async function withOrders(orders: () => Promise<readonly Order[]>, { hubNow = 0 } = {}) {
  const made = createTestTote({ orders, cart: testCart([], { order: { id, atMs: 1 } }) })
  const tote = { ...made.tote, connection: { ...made.tote.connection, hubNow: () => hubNow } }
  const element = await mount('tote-orders', tote)
  const asked = () => made.intents.filter(([intent]) => intent === 'orders').length
  const news = async (atMs: number) => {
    made.$cart.set({ ...made.$cart.get(), order: { id, atMs } })
    await elementUpdated(element)
  }
  return { ...made, element, asked, news }
}

const part = (element: ToteOrders, name: string) => element.renderRoot.querySelector(`[part=${name}]`)
const shown = (element: ToteOrders, name: string) =>
  vi.waitFor(() => {
    const found = part(element, name)
    if (found === null) throw new Error(`no ${name} yet`)
    return found
  })

test('who has just ordered is thanked, and sees what it was and how it comes', async () => {
  const { element } = await withOrders(() => Promise.resolve([orderOf()]))
  await shown(element, 'order')
  expect(textOf(find(element, '[part=order-title]'))).toBe('Thank you for your order!')
  expect(textOf(find(element, '[part=order]'))).toContain('Order 1001')
  expect(textOf(find(element, '[part=order-sum]'))).toBe('2 items, €38.00')
  expect(textOf(find(element, '[part=order]'))).toContain('2 × Mug')
  expect(textOf(find(element, '[part=order]'))).toContain('The shop sends it to you.')
  await expect(element).to.be.accessible()
  find(element, '[part=close]').click()
  await elementUpdated(element)
  expect(textOf(find(element, 'summary'))).toBe('1 earlier order')
})

test('who has ordered nothing is shown and asked nothing', async () => {
  const made = createTestTote()
  const element = await mount('tote-orders', made.tote)
  expect(element.renderRoot.querySelector('.orders')).toBeNull()
  expect(made.intents).toEqual([])
})

test('what is picked up shows its code, for eyes and scanners, until it was handed over', async () => {
  let orders = [orderOf({ fulfilment: pickup() })]
  // Days later it still waits.
  const { element, news, asked } = await withOrders(() => Promise.resolve(orders), { hubNow: 48 * HOUR })
  await shown(element, 'pickup')
  expect(textOf(find(element, '[part=pickup-code]'))).toBe('WDJB-MJHT')
  expect(part(element, 'scan')?.getAttribute('aria-label')).toBe('Code for the store to scan')
  expect(part(element, 'close')).toBeNull()
  await expect(element).to.be.accessible()
  orders = [orderOf({ fulfilment: pickup(47 * HOUR) })]
  await news(2)
  await shown(element, 'handed-over')
  expect(textOf(find(element, '[part=handed-over]'))).toContain('Picked up at Rue Verte')
  expect(part(element, 'pickup')).toBeNull()
  expect(asked()).toBe(2)
})

test('what was given back is told; an order of which nothing is left waits nowhere', async () => {
  const order = orderOf({ fulfilment: pickup(), refunded: money(3800, 'EUR') })
  const { element } = await withOrders(() => Promise.resolve([order]))
  await shown(element, 'refunded')
  expect(textOf(find(element, '[part=refunded]'))).toBe('Given back: €38.00')
  expect(part(element, 'pickup')).toBeNull()
})

test('a hub that does not answer leaves the order safe, and can be asked again', async () => {
  const hub = { isAway: true }
  const { element, asked } = await withOrders(() =>
    hub.isAway ? Promise.reject(new Error('away')) : Promise.resolve([orderOf()]),
  )
  const retry = await shown(element, 'retry')
  expect(textOf(find(element, '.problem'))).toContain('Your order is safe with the shop.')
  await expect(element).to.be.accessible()
  hub.isAway = false
  ;(retry as HTMLElement).click()
  await shown(element, 'order')
  expect(part(element, 'retry')).toBeNull()
  expect(asked()).toBe(2)
})

test('offline nothing is asked; back online it is', async () => {
  const made = createTestTote({
    orders: () => Promise.resolve([orderOf()]),
    cart: testCart([], { order: { id, atMs: 1 } }),
    connection: { status: 'offline', sinceMs: 0 },
  })
  const element = await mount('tote-orders', made.tote)
  await elementUpdated(element)
  expect(made.intents).toEqual([])
  made.$connection.set({ status: 'online', via: 'socket' })
  await shown(element, 'order')
})

test('another shopper’s orders are not shown while theirs are asked for', async () => {
  let answer = Promise.resolve([orderOf()])
  const { element, $cart } = await withOrders(() => answer)
  await shown(element, 'order')
  answer = new Promise<never>(() => undefined)
  $cart.set({ ...$cart.get(), order: { id: checkoutIdSchema.parse('k2'), atMs: 5 } })
  await elementUpdated(element)
  expect(part(element, 'order')).toBeNull()
})

test('an answer that is overtaken by newer news is not shown over it', async () => {
  const answers: ((orders: readonly Order[]) => void)[] = []
  const { element, news } = await withOrders(() => new Promise((done) => answers.push(done)))
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  await news(2)
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.([orderOf({ fulfilment: pickup(1) })])
  await shown(element, 'handed-over')
  answers[0]?.([orderOf({ fulfilment: pickup() })])
  await elementUpdated(element)
  expect(part(element, 'pickup')).toBeNull()
  expect(part(element, 'handed-over')).not.toBeNull()
})

test('what waits at a store says from when on, where that is, and when it is open, by the store’s clock', async () => {
  const at = (time: string) => Date.parse(`2026-11-26T${time}Z`)
  const fulfilment = {
    ...pickup(),
    readyAt: at('11:30'),
    store: {
      address: {
        streetAddress: '1 rue Verte',
        postalCode: '75004',
        addressLocality: 'Paris',
        addressCountry: 'FR',
      },
      timeZone: 'Asia/Tokyo',
      days: [
        { at: at('03:00'), spans: [{ opensAt: at('01:00'), closesAt: at('04:00') }] },
        { at: at('03:00') + 24 * HOUR, spans: [] },
      ],
    },
  }
  const { element } = await withOrders(() => Promise.resolve([orderOf({ fulfilment })]))
  await shown(element, 'ready')
  expect(textOf(find(element, '[part=ready]'))).toMatch(/^Ready from Nov 26, 2026, 8:30.PM$/)
  expect(textOf(find(element, '[part=address]'))).toBe('1 rue Verte, 75004 Paris')
  find(element, '[part=hours] summary').click()
  expect(textOf(find(element, '[part=hours] dl'))).toMatch(/^Thursday 10:00.AM–1:00.PM Friday Closed$/)
  await expect(element).to.be.accessible()
})

test('what stores send is said to come from there', async () => {
  const fulfilment = { kind: 'delivery' as const, shipsFrom: ['Rue Verte', 'Quai'] }
  const { element } = await withOrders(() => Promise.resolve([orderOf({ fulfilment })]))
  await shown(element, 'ships-from')
  expect(textOf(find(element, '[part=ships-from]'))).toBe('Sent from: Rue Verte and Quai')
})

test('what a store has sent is said with its number, which is text alone', async () => {
  const at = Date.UTC(2026, 10, 26, 10)
  const sent = [
    { storeName: 'Rue Verte', at, tracking: '<b>JX 12</b>' },
    { storeName: 'Quai', at },
  ]
  const fulfilment = { kind: 'delivery' as const, shipsFrom: ['Rue Verte', 'Quai', 'Place'], sent }
  const { element } = await withOrders(() => Promise.resolve([orderOf({ fulfilment })]))
  await shown(element, 'sent')
  const said = [...element.renderRoot.querySelectorAll('[part=sent]')].map((one) => textOf(one))
  expect(said[0]).toMatch(/^Sent from Rue Verte on Nov 26, 2026.* Tracking number: <b>JX 12<\/b>$/)
  expect(said[1]).toMatch(/^Sent from Quai on /)
  expect(textOf(find(element, '[part=ships-from]'))).toBe('Sent from: Place')
  await expect(element).to.be.accessible()
})

test('what the store has put together waits, and its code stays', async () => {
  const fulfilment = {
    ...pickup(),
    readyAt: 0,
    preparedAt: Date.UTC(2026, 10, 26, 10),
  } as Order['fulfilment']
  const { element } = await withOrders(() => Promise.resolve([orderOf({ fulfilment })]))
  await shown(element, 'pickup-code')
  expect(textOf(find(element, '[part=ready]'))).toMatch(/^Waiting for you since Nov 26, 2026/)
})

test('of an order that is picked up, what is sent all the same is said beside the code, and by whom', async () => {
  const order = orderOf({ fulfilment: { ...pickup(), shipsFrom: ['Quai'] } as Order['fulfilment'] })
  const [line] = order.lines
  if (line === undefined) throw new Error('it has a line')
  const lines = [line, { ...line, title: 'Hat', quantity: 1, isSent: true }]
  const { element } = await withOrders(() => Promise.resolve([{ ...order, lines }]))
  await shown(element, 'pickup-code')
  expect(textOf(find(element, '[part=rest]'))).toBe('The shop sends you: 1 × Hat')
  expect(textOf(find(element, '[part=ships-from]'))).toBe('Sent from: Quai')
  await expect(element).to.be.accessible()
})

test('an order of another merchant says whose it is', async () => {
  const { element } = await withOrders(() => Promise.resolve([orderOf({ soldBy: 'Atelier Noor' })]))
  await shown(element, 'order')
  expect(textOf(find(element, '[part=order]'))).toContain('Order 1001 from Atelier Noor')
})
