import { ToteError, type Pickup } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { pickupOf, session } from '../console-fixtures.ts'
import type { HubApi } from '../hub-api.ts'
import { ConsolePickups } from './console-pickups.ts'

customElements.define('tote-console-pickups', ConsolePickups)

async function mount() {
  const hub = {
    asked: [] as (readonly [question: string, code: string])[],
    find: (): Promise<Pickup> => Promise.resolve(pickupOf()),
    handOver: (): Promise<Pickup> => Promise.resolve(pickupOf({ isNew: true })),
  }
  const api: Pick<HubApi, 'findPickup' | 'handOver'> = {
    findPickup(code) {
      hub.asked.push(['find', code])
      return hub.find()
    },
    handOver(code) {
      hub.asked.push(['hand over', code])
      return hub.handOver()
    },
  }
  const element = await fixture<ConsolePickups>(
    html`<tote-console-pickups .api=${api} .session=${session}></tote-console-pickups>`,
  )
  return { element, hub }
}

const field = () => page.getByRole('textbox', { name: 'Code that the shopper shows' })
const handOver = () => page.getByRole('button', { name: 'Hand over' })
async function type(text: string) {
  await userEvent.fill(field(), text)
  await userEvent.keyboard('{Enter}')
}

test('a code is typed, its order is shown, and its goods are handed over, by keyboard alone', async () => {
  const { element, hub } = await mount()
  expect(element.shadowRoot?.activeElement?.id).toBe('code')
  await expect(element).to.be.accessible()
  await userEvent.keyboard('wdjb-mjht{Enter}')
  await expect.element(page.getByRole('heading', { name: 'Order 1001' })).toBeVisible()
  await expect.element(page.getByText('The mug, small')).toBeVisible()
  await expect(element).to.be.accessible()
  await userEvent.keyboard('{Tab}{Tab}{Enter}')
  await expect.element(page.getByText(/Handed over:.*Mia/)).toBeVisible()
  expect(hub.asked).toEqual([
    ['find', 'WDJBMJHT'],
    ['hand over', 'WDJBMJHT'],
  ])
})

test('from when on it was promised, where and when that store is open, by its own clock', async () => {
  const { element, hub } = await mount()
  const [noon, opensAt, closesAt] = ['11:00', '09:00', '18:30'].map((time) =>
    Date.parse(`2026-11-26T${time}Z`),
  )
  const told = pickupOf()
  const { fulfilment } = told.order
  if (fulfilment.kind !== 'pickup' || !noon || !opensAt || !closesAt) throw new Error('it is picked up')
  const address = { streetAddress: '1 rue Verte', addressLocality: 'Paris', addressCountry: 'FR' }
  const store = { address, timeZone: 'Asia/Tokyo', days: [{ at: noon, spans: [{ opensAt, closesAt }] }] }
  hub.find = () =>
    Promise.resolve({
      ...told,
      order: { ...told.order, fulfilment: { ...fulfilment, readyAt: noon, store } },
    })
  await type('wdjbmjht')
  await expect.element(page.getByText(/Promised from .*8:00/)).toBeVisible()
  await expect.element(page.getByText(/1 rue Verte. Open today 6:00.*–3:30/)).toBeVisible()
  await expect(element).to.be.accessible()
})

test('what was handed over before is not offered again', async () => {
  const { hub } = await mount()
  hub.find = () => Promise.resolve(pickupOf({ isOver: true }))
  await type('WDJB-MJHT')
  await expect.element(page.getByText(/Was handed over before:.*Mia/)).toBeVisible()
  expect(handOver().elements()).toHaveLength(0)
})

test('what was given back whole is said to be, and not offered', async () => {
  const { hub } = await mount()
  const { order, ...rest } = pickupOf()
  hub.find = () => Promise.resolve({ ...rest, order: { ...order, refunded: order.total } })
  await type('WDJB-MJHT')
  await expect.element(page.getByText(/^All of it was given back/)).toBeVisible()
  expect(handOver().elements()).toHaveLength(0)
})

test('what is no code is told without asking; what the hub refuses in its words, and the order before is gone', async () => {
  const { element, hub } = await mount()
  await type('WDJB-MJHT')
  await expect.element(handOver()).toBeVisible()
  await type('WDJB')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('A code has eight letters, such as WDJB-MJHT.')
  expect(handOver().elements()).toHaveLength(0)
  expect(hub.asked).toHaveLength(1)
  hub.find = () => Promise.reject(new ToteError('forbidden', 'This order waits at Quai.'))
  await type('WDJB-MJHT')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This order waits at Quai.')
  await expect.element(field()).toHaveAttribute('aria-invalid', 'true')
  await expect(element).to.be.accessible()
})
