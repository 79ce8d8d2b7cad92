import type { CheckoutOutcome } from '@tote/core'
import {
  checkoutIdSchema,
  lineIdSchema,
  locationIdSchema,
  merchantIdSchema,
  money,
  showSchema,
  type CheckoutProblem,
} from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, listen, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { ToteStores } from '../tote-stores/tote-stores.ts'
import { ToteCart } from './tote-cart.ts'

customElements.define('tote-cart', ToteCart)

const page = listen('tote-cart-change', 'tote-checkout-request', 'tote-cart-open')
beforeEach(() => {
  page.heard.length = 0
})
afterEach(() => vi.useRealTimers())

const twoLines = () =>
  testCart([testLine({ title: 'Vase', quantity: 2 }), testLine({ name: 'line-2', title: 'Bowl' })])
const undo = { kind: 'removed', titles: ['Vase'], untilMs: 0 } as const

test('an empty basket says so', async () => {
  const cart = await mount('tote-cart', createTestTote().tote)
  expect(textOf(find(cart, '.empty'))).toContain('Nothing here yet')
  expect(cart.renderRoot.querySelector('.checkout')).toBeNull()
  await expect(cart).to.be.accessible()
})

test('a basket that loads keeps its place', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: testCart([], { status: 'loading' }) }).tote)
  expect(find(cart, '.ghosts').getBoundingClientRect().height).toBeGreaterThan(100)
  await expect(cart).to.be.accessible()
})

test('without a tote its own content is shown', async () => {
  const cart = await mount('tote-cart', null)
  const link = document.createElement('a')
  cart.append(link)
  expect(link.assignedSlot).toBe(find(cart, 'slot'))
})

test('lines, prices and their sum are shown', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote)
  const lines = [...cart.renderRoot.querySelectorAll('.line')]
  expect(lines.map((line) => textOf(line.querySelector('.line-title') ?? line))).toEqual(['Vase', 'Bowl'])
  expect(textOf(find(cart, '.line-cost'))).toBe('€178.00 €89.00 each')
  expect(textOf(find(cart, '.subtotal'))).toBe('Subtotal €267.00')
  expect(textOf(find(cart, '.count'))).toBe('3 items')
  await expect(cart).to.be.accessible()
})

test('by keyboard alone: one more, one less, and the page is told once each', async () => {
  const { tote, intents } = createTestTote({ cart: twoLines() })
  const cart = await mount('tote-cart', tote)
  await userEvent.keyboard('{Tab}{Tab}{Enter}')
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
  expect(intents).toEqual([
    ['setQuantity', 'line-1', 3],
    ['setQuantity', 'line-1', 1],
  ])
  expect(page.heard.map((event) => event instanceof CustomEvent && event.detail.action)).toEqual([
    'quantity',
    'quantity',
  ])
  expect(find(cart, '.cart > [role=status]').textContent).toBe('Vase: 1 in your basket')
})

test('less than one removes; by keyboard the focus goes to undo, which takes it back', async () => {
  const one = testCart([testLine({ title: 'Vase' })])
  const { tote, intents, $cart, $undo } = createTestTote({ cart: one })
  const cart = await mount('tote-cart', tote)
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['removeLine', 'line-1']])
  $cart.set(testCart())
  $undo.set(undo)
  await elementUpdated(cart)
  expect(cart.renderRoot.querySelector(':focus')?.className).toBe('undo-button')
  expect(textOf(find(cart, '.undo p'))).toBe('Vase removed')
  await expect(cart).to.be.accessible()
  await userEvent.keyboard('{Enter}')
  expect(intents.at(-1)).toEqual(['undo'])
  expect(page.heard).toHaveLength(2)
})

test('the time to undo stands still under the focus and runs on after it', async () => {
  const { tote, intents, $undo } = createTestTote({ cart: twoLines(), undo })
  const cart = await mount('tote-cart', tote)
  find(cart, '.undo-button').focus()
  expect(intents).toEqual([['holdUndo']])
  await userEvent.hover(find(cart, '.undo'))
  find(cart, '.undo-button').blur()
  expect(intents).toEqual([['holdUndo']])
  await userEvent.hover(find(cart, '.head'))
  expect(intents).toEqual([['holdUndo'], ['releaseUndo']])
  $undo.set(null)
  await elementUpdated(cart)
  expect(getComputedStyle(find(cart, '.undo')).display).toBe('none')
})

test('remove takes a whole line away', async () => {
  const { tote, intents } = createTestTote({ cart: twoLines() })
  const cart = await mount('tote-cart', tote)
  find(cart, '.remove').click()
  expect(intents).toEqual([['removeLine', 'line-1']])
  expect(page.heard).toHaveLength(1)
})

test('[D7] [U49] saving is said only when the hub is silent for a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { tote, $cart } = createTestTote({ cart: testCart([testLine()], { pendingCount: 1 }) })
  const cart = await mount('tote-cart', tote)
  vi.advanceTimersByTime(999)
  await elementUpdated(cart)
  expect(textOf(find(cart, '.state'))).toBe('')
  vi.advanceTimersByTime(1)
  await elementUpdated(cart)
  expect(textOf(find(cart, '.state'))).toBe('Saving…')
  $cart.set(testCart([testLine()]))
  await elementUpdated(cart)
  expect(textOf(find(cart, '.state'))).toBe('')
})

test('[D7] a basket known from this device only says so', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const cart = await mount(
    'tote-cart',
    createTestTote({ cart: testCart([testLine()], { isStale: true }) }).tote,
  )
  vi.advanceTimersByTime(1000)
  await elementUpdated(cart)
  expect(textOf(find(cart, '.state'))).toContain('As last seen on this device')
  vi.useRealTimers()
  await expect(cart).to.be.accessible()
})

test('[D7] what is not sold here is greyed and stays; it can only be removed', async () => {
  const line = testLine({ title: 'Lamp' })
  const lines = [{ ...line, merchandise: { ...line.merchandise, isAvailable: false } }]
  const cart = await mount('tote-cart', createTestTote({ cart: testCart(lines) }).tote)
  expect(textOf(find(cart, '.line-note'))).toContain('Not sold on this site')
  expect(cart.renderRoot.querySelector('.stepper')).toBeNull()
  expect(find(cart, '.remove').getAttribute('aria-label')).toBe('Remove Lamp')
  await expect(cart).to.be.accessible()
})

test('check-out is asked of the page, and where nobody answers the shopper is told', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote)
  const take = (event: Event) => event.preventDefault()
  cart.addEventListener('tote-checkout-request', take)
  find(cart, '.checkout').click()
  await elementUpdated(cart)
  expect(textOf(find(cart, '.no-checkout'))).toBe('')
  cart.removeEventListener('tote-checkout-request', take)
  find(cart, '.checkout').click()
  await expect.poll(() => textOf(find(cart, '.no-checkout'))).toContain('has not connected its check-out')
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-checkout-request', 'tote-checkout-request'])
  await expect(cart).to.be.accessible()
})

const show = showSchema.parse({ id: 'show', title: 'Show', status: 'live', startsAt: 0 })

/** A basket whose hub has a shop behind it, where going to pay comes to this. */
async function mountWithShop(checkout?: CheckoutOutcome) {
  const { tote, $show, intents } = createTestTote({
    cart: twoLines(),
    ...(checkout === undefined ? {} : { checkout }),
  })
  $show.set({ status: 'ready', show, tenantName: 'Maison', paysAtShop: true })
  const cart = await mount('tote-cart', tote)
  return { cart, intents }
}

const lineOne = lineIdSchema.parse('line-1')

test.each<[CheckoutProblem | null, string]>([
  [{ code: 'no_stock', lineId: lineOne, free: 1 }, 'Only 1 of Vase left now'],
  [{ code: 'gone', lineId: lineOne }, 'Vase: No longer sold here'],
  [{ code: 'bad_code', discountCode: 'TEN' }, 'TEN: This discount code is not valid here'],
  [{ code: 'changed' }, 'That did not go through. Try again in a moment.'],
  [null, 'That did not go through. Try again in a moment.'],
])(
  'check-out that the page leaves alone goes to the hub’s shop: %j is told in words',
  async (problem, words) => {
    const { cart } = await mountWithShop(
      problem === null ? undefined : { status: 'rejected', problems: [problem] },
    )
    find(cart, '.checkout').click()
    await expect.poll(() => textOf(find(cart, '.no-checkout')), { timeout: 20_000 }).toBe(words)
  },
)

test('check-out that the page leaves alone leads to where the hub’s shop takes the money', async () => {
  const { origin, pathname, search } = location
  const here = origin + pathname + search
  const id = checkoutIdSchema.parse('k1')
  // A place on this very page: the test is not to leave it.
  const opened = { status: 'opened', id, untilMs: 9, total: money(1900, 'EUR'), url: `${here}#pay` } as const
  const { cart, intents } = await mountWithShop(opened)
  find(cart, '.checkout').click()
  await expect.poll(() => location.hash, { timeout: 20_000 }).toBe('#pay')
  expect(intents).toEqual([['checkout', here]])
  history.replaceState(null, '', here)
})

const noor = merchantIdSchema.parse('noor')
const merchants = [{ id: noor, name: 'Atelier Noor' }]
const ofTwo = () => [
  testLine({ title: 'Vase' }),
  testLine({ name: 'line-2', title: 'Bowl', merchantId: noor }),
]

/** A basket of two merchants at a hub that knows where each is paid. */
async function mountOfTwo(options: Parameters<typeof createTestTote>[0] = {}) {
  const made = createTestTote({ cart: testCart(ofTwo()), ...options })
  made.$show.set({ status: 'ready', show, tenantName: 'Maison', merchants, paysAtShop: true })
  const cart = await mount('tote-cart', made.tote)
  return { ...made, cart }
}

test('lines are told apart by who sells them only where more than one does', async () => {
  const { cart, $cart } = await mountOfTwo()
  const sellers = () => [...cart.renderRoot.querySelectorAll('[part=seller]')].map(textOf)
  expect(sellers()).toEqual(['Maison', 'Atelier Noor'])
  expect(
    [...cart.renderRoot.querySelectorAll('.lines')].map((list) => [list.ariaLabel, textOf(list)]),
  ).toEqual([
    ['Maison', expect.stringContaining('Vase')],
    ['Atelier Noor', expect.stringContaining('Bowl')],
  ])
  expect(cart.renderRoot.querySelectorAll('.checkout')).toHaveLength(1)
  await expect(cart).to.be.accessible()
  for (const lines of [ofTwo().slice(0, 1), ofTwo().slice(1)]) {
    $cart.set(testCart(lines))
    await elementUpdated(cart)
    expect(sellers()).toEqual([])
    expect(cart.renderRoot.querySelectorAll('.lines')).toHaveLength(1)
  }
})

test('a basket of several merchants is paid one after the other: the first at once, each other by its own button', async () => {
  const { origin, pathname, search } = location
  const here = origin + pathname + search
  const [one, two] = ['k1', 'k2'].map((id) => ({
    id: checkoutIdSchema.parse(id),
    untilMs: 9,
    total: money(1900, 'EUR'),
    url: `${here}#pay-${id}`,
  }))
  if (one === undefined || two === undefined) throw new Error('there are two')
  const { cart, $cart } = await mountOfTwo({
    checkout: { status: 'opened', ...one, open: [one, two], failed: [] },
  })
  find(cart, '.checkout').click()
  await expect.poll(() => location.hash, { timeout: 20_000 }).toBe('#pay-k1')
  const parts = [
    { status: 'ordered', id: one.id },
    { status: 'open', id: two.id, merchantId: noor },
  ] as const
  $cart.set(testCart(ofTwo().slice(1), { checkout: { id: two.id, untilMs: 9, parts } }))
  const pay = () => find(cart, 'tote-checkouts').shadowRoot?.querySelector<HTMLElement>('[part=pay]')
  await expect.poll(() => pay()?.textContent.trim(), { timeout: 20_000 }).toBe('Pay Atelier Noor, €89.00')
  await expect(cart).to.be.accessible()
  pay()?.click()
  await expect.poll(() => location.hash, { timeout: 20_000 }).toBe('#pay-k2')
  history.replaceState(null, '', here)
})

test('where a merchant could not take the order nobody is led away before that was read', async () => {
  const { hash } = location
  const id = checkoutIdSchema.parse('k1')
  const failed = [{ status: 'failed', merchantId: noor, problem: { code: 'away' } }] as const
  const one = { id, untilMs: 9, total: money(1900, 'EUR'), url: `${location.href}#pay` }
  const { cart, $cart, intents } = await mountOfTwo({
    checkout: { status: 'opened', ...one, open: [one], failed },
  })
  find(cart, '.checkout').click()
  await expect.poll(() => intents.length, { timeout: 20_000 }).toBe(1)
  $cart.set(testCart(ofTwo(), { checkout: { id, untilMs: 9, parts: [{ status: 'open', id }, ...failed] } }))
  const shown = () => find(cart, 'tote-checkouts').shadowRoot?.textContent ?? ''
  await expect.poll(shown, { timeout: 20_000 }).toContain('This seller cannot be reached right now.')
  expect(location.hash).toBe(hash)
  expect(textOf(find(cart, '.no-checkout'))).toBe('')
})

test('the badge is one button with the number of items, and opens', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote, { badge: true })
  expect(find(cart, 'button').getAttribute('aria-label')).toBe('Open your basket, 3 items')
  expect(cart.getBoundingClientRect().width).toBe(44)
  cart.addEventListener('tote-cart-open', (event) => event.preventDefault(), { once: true })
  find(cart, 'button').click()
  await elementUpdated(cart)
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-cart-open'])
  expect(cart.renderRoot.querySelector('dialog')).toBeNull()
  await expect(cart).to.be.accessible()
})

test('where the page does not show the basket itself, the badge does, and gets the focus back', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote, { badge: true })
  await userEvent.keyboard('{Tab}{Enter}')
  await elementUpdated(cart)
  expect(find(cart, 'dialog').matches(':modal')).toBe(true)
  expect(cart.renderRoot.querySelectorAll('.line')).toHaveLength(2)
  await expect(cart).to.be.accessible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(cart.renderRoot.querySelector('dialog')).toBeNull())
  expect(cart.renderRoot.querySelector(':focus')?.classList).toContain('badge')
})

test('changes by code or by the hub fire nothing', async () => {
  const { tote, $cart, $undo } = createTestTote()
  const cart = await mount('tote-cart', tote)
  $cart.set(twoLines())
  $undo.set(undo)
  cart.badge = true
  await elementUpdated(cart)
  expect(page.heard).toEqual([])
})

test('markup in a title is text', async () => {
  const title = '<b>Vase</b>'
  const cart = await mount('tote-cart', createTestTote({ cart: testCart([testLine({ title })]) }).tote)
  expect(textOf(find(cart, '.line-title'))).toBe(title)
})

test('from right to left the picture is on the right', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote)
  cart.dir = 'rtl'
  const picture = find(cart, '.picture').getBoundingClientRect()
  expect(picture.left).toBeGreaterThan(find(cart, '.line-body').getBoundingClientRect().right)
})

test('nothing is wider than a basket of 240 pixels', async () => {
  const cart = await mount('tote-cart', createTestTote({ cart: twoLines(), undo }).tote)
  cart.style.setProperty('inline-size', '240px')
  expect(cart.scrollWidth).toBe(240)
})

test('in the dark every text keeps its contrast', async () => {
  const line = testLine()
  const away = { ...testLine({ name: 'line-2' }), merchandise: { ...line.merchandise, isAvailable: false } }
  const cart = await mount('tote-cart', createTestTote({ cart: testCart([line, away]), undo }).tote, {
    theme: 'dark',
  })
  await expect(cart).to.be.accessible()
})

const rueVerte = { id: locationIdSchema.parse('rue'), name: 'Rue Verte' }

test('by keyboard alone a code is entered; a refusal is said beside it and the field keeps it', async () => {
  const refused = { status: 'rejected', code: 'bad_code' } as const
  const { tote, intents } = createTestTote({ cart: twoLines(), outcome: refused })
  const cart = await mount('tote-cart', tote)
  find(cart, '.code-entry summary').focus()
  await userEvent.keyboard('{Enter}{Tab}ten{Enter}')
  expect(intents).toEqual([['applyDiscountCode', 'ten']])
  await vi.waitFor(() => expect(textOf(find(cart, '#code-problem'))).toContain('not valid here'))
  expect(find(cart, '#code').getAttribute('aria-invalid')).toBe('true')
  await expect(cart).to.be.accessible()
})

test('codes, what they take off and what is left are shown, and each can be removed', async () => {
  const costs = { subtotal: money(26_700, 'EUR'), discount: money(2670, 'EUR'), total: money(24_030, 'EUR') }
  const codes = [{ code: 'TEN', discount: { kind: 'percent', percent: 10 } as const }]
  const { tote, intents } = createTestTote({ cart: { ...twoLines(), cost: costs, codes } })
  const cart = await mount('tote-cart', tote)
  expect(textOf(find(cart, '.discount'))).toBe('Discount -€26.70')
  expect(textOf(find(cart, '.total'))).toBe('Total €240.30')
  find(cart, '.code button').click()
  expect(intents).toEqual([['removeDiscountCode', 'TEN']])
  await expect(cart).to.be.accessible()
})

test('where there are stores, the shopper chooses to pick up; where there are none, nothing is asked', async () => {
  const { tote, intents } = createTestTote({ cart: twoLines(), stores: [rueVerte] })
  const cart = await mount('tote-cart', tote)
  const stores = await vi.waitFor(() => {
    const element = find(cart, 'tote-stores')
    if (!(element instanceof ToteStores) || !element.hasUpdated) throw new Error('not loaded yet')
    return element
  })
  find(stores, 'summary').click()
  await vi.waitFor(() => find(stores, 'input[value=rue]').click())
  expect(intents.at(-1)).toEqual(['setFulfillment', { kind: 'pickup', locationId: 'rue' }])
  await expect(cart).to.be.accessible()
  const plain = await mount('tote-cart', createTestTote({ cart: twoLines() }).tote)
  expect(find(plain, 'tote-stores').shadowRoot?.querySelector('fieldset') ?? null).toBeNull()
})

test('until when goods are held is said in the shopper’s time, and when they no longer are', async () => {
  const untilMs = 30 * 60_000
  const lines = [
    testLine({ title: 'Vase', hold: { status: 'held', untilMs } }),
    testLine({ name: 'line-2', title: 'Bowl', hold: { status: 'over', untilMs: 0 } }),
  ]
  const cart = await mount('tote-cart', createTestTote({ cart: testCart(lines) }).tote)
  const [held, over] = [...cart.renderRoot.querySelectorAll('.line-hold')].map((note) => note.textContent)
  // The test's hub says it is 1970 now: half an hour from there is half an hour from this device's now.
  const shown = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(Date.now() + untilMs)
  expect(held).toContain(shown)
  expect(over).toContain('No longer held for you')
  await expect(cart).to.be.accessible()
})

test('a basket that is being paid cannot be changed; there is a way on and a way back', async () => {
  const checkout = { id: checkoutIdSchema.parse('k1'), untilMs: 900_000 }
  const { tote, intents } = createTestTote({ cart: { ...twoLines(), checkout }, stores: [rueVerte] })
  const cart = await mount('tote-cart', tote)
  expect(cart.renderRoot.querySelectorAll('.stepper, .remove, #code, tote-stores')).toHaveLength(0)
  expect(textOf(find(cart, '.paying p'))).toContain('being paid')
  // Asked again, whoever takes the money says where: it is the same check-out.
  const asked: string[] = []
  cart.addEventListener('tote-checkout-request', (event) => {
    asked.push(event.detail.cart.checkout?.id ?? '')
    event.preventDefault()
  })
  find(cart, '.paying [part=checkout]').click()
  expect([asked, intents]).toEqual([['k1'], []])
  find(cart, '.paying [part=reopen]').click()
  expect(intents).toEqual([['cancelCheckout']])
  await expect(cart).to.be.accessible()
})
