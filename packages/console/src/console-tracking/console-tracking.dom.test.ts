import { showIdSchema, ToteError, trackSummarySchema, type TrackSummary } from '@tote/protocol'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { ConsoleTracking } from './console-tracking.ts'

customElements.define('tote-console-tracking', ConsoleTracking)
const showId = showIdSchema.parse('spring')

const summaryOf = (overrides: Partial<TrackSummary> = {}): TrackSummary =>
  trackSummarySchema.parse({
    sinceMs: 0,
    viewers: { happened: 10, told: 6 },
    changes: { happened: 8, told: 5 },
    lost: 3,
    events: [{ name: 'add_to_cart', content: 'live', count: 5 }],
    start: { count: 6, p50: 700, p75: 1000, p95: 2000 },
    stall: null,
    channels: [
      {
        origin: 'https://brand.test',
        viewers: { happened: 10, told: 6 },
        changes: { happened: 8, told: 5 },
      },
    ],
    ...overrides,
  })

async function mount(answer: () => Promise<TrackSummary>) {
  const asked: string[] = []
  const api = {
    tracking(show: string) {
      asked.push(show)
      return answer()
    },
  }
  const element = await fixture<ConsoleTracking>(
    html`<tote-console-tracking .api=${api} .showId=${showId}></tote-console-tracking>`,
  )
  return { element, asked }
}

const row = (name: string) => page.getByRole('row', { name })

test('[U63] each channel’s consent and lost share are shown, and of all together', async () => {
  const { element } = await mount(() => Promise.resolve(summaryOf()))
  await expect.element(row('brand.test 6 of 10 5 of 8 38 %')).toBeVisible()
  await expect.element(row('All 6 of 10 5 of 8 38 %')).toBeVisible()
  await expect
    .element(page.getByText('3 more could not be held until the shopper had answered.'))
    .toBeVisible()
  await expect(element).to.be.accessible()
})

test('how well it played, and what was told', async () => {
  await mount(() => Promise.resolve(summaryOf()))
  await expect.element(row('First picture 0.7 s 1.0 s 2.0 s')).toBeVisible()
  await expect.element(row('Stood still nothing played yet')).toBeVisible()
  await expect.element(row('add_to_cart live 5')).toBeVisible()
})

test('another show begins anew; a hub that does not answer is told', async () => {
  let isDown = false
  const { element, asked } = await mount(() =>
    isDown ? Promise.reject(new ToteError('hub_unreachable')) : Promise.resolve(summaryOf()),
  )
  await expect.element(row('All 6 of 10 5 of 8 38 %')).toBeVisible()
  isDown = true
  element.showId = showIdSchema.parse('winter')
  await elementUpdated(element)
  await expect.element(page.getByText('The hub does not answer.')).toBeVisible()
  await expect.element(page.getByText('Nothing was told yet.')).toBeVisible()
  expect(asked).toEqual(['spring', 'winter'])
})
