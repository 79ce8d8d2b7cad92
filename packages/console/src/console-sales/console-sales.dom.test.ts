import { ToteError } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { creditOf, session } from '../console-fixtures.ts'
import type { HubApi } from '../hub-api.ts'
import { ConsoleSales } from './console-sales.ts'

customElements.define('tote-console-sales', ConsoleSales)

/** Patient, for it is asked again each few seconds. */
const PATIENCE = { timeout: 20_000 }

async function mount() {
  const hub = {
    asked: [] as URLSearchParams[],
    answer: () => Promise.resolve(creditOf()),
  }
  const api: Pick<HubApi, 'credit'> = {
    credit(query) {
      hub.asked.push(new URLSearchParams(query))
      return hub.answer()
    },
  }
  const element = await fixture<ConsoleSales>(
    html`<tote-console-sales .api=${api} .session=${session}></tote-console-sales>`,
  )
  const left: string[] = []
  element.addEventListener('console-sign-out', () => left.push('out'))
  await expect.element(page.getByText('Up to date')).toBeVisible()
  return { element, hub, left }
}

const row = (name: string) => page.getByRole('rowheader', { name })

test('[U67] direct, assisted and none are told apart, and the rule is printed with them', async () => {
  const { element } = await mount()
  const money = async (name: string) =>
    [...((await row(name).findElement()).parentElement?.querySelectorAll('td') ?? [])]
      .slice(2, 5)
      .map((cell) => cell.textContent)
  expect(await money('Spring')).toEqual(['€30.00', '€10.00', '€0.00'])
  expect(await money('No show')).toEqual(['€0.00', '€0.00', '€10.00'])
  await expect.element(page.getByText('Last touch: the last one.')).toBeVisible()
  await expect.element(page.getByText('Direct: in the player.')).toBeVisible()
  await expect(element).to.be.accessible()
})

test('[U65] an order that comes in shows by itself', async () => {
  const { hub } = await mount()
  await expect.element(page.getByText('€40.00', { exact: true }).first()).toBeVisible()
  hub.answer = () => Promise.resolve(creditOf(3))
  await expect.element(page.getByText('€130.00'), PATIENCE).toBeVisible()
})

test('another rule, time or grouping is asked for by keyboard, and the table to take away is of the same', async () => {
  const { hub } = await mount()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Rule' }), 'Position (40/20/40)')
  await expect.poll(() => hub.asked.at(-1)?.get('rule')).toBe('position')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Time' }), 'The last 7 days')
  const link = page.getByRole('link', { name: /CSV/ })
  await expect
    .element(link)
    .toHaveAttribute('href', expect.stringMatching(/credit\.csv\?from=\d+&rule=position$/))
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'By' }), 'Host')
  await expect.element(page.getByText('Nothing was watched or sold in this time.')).toBeVisible()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'By' }), 'Site')
  await expect.element(page.getByRole('columnheader', { name: 'Site' })).toBeVisible()
})

test('a moment has its viewers, those of them who bought, and carts abandoned', async () => {
  await mount()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'By' }), 'Moment')
  const cells = [...((await row('Spring').findElement()).parentElement?.querySelectorAll('td') ?? [])]
  expect(cells.slice(6, 9).map((cell) => cell.textContent)).toEqual(['8', '12.5%', '75%'])
})

test('what new buyers bring in all stands by where they were first met, and sales by who served them', async () => {
  await mount()
  const cells = [...((await row('Spring').findElement()).parentElement?.querySelectorAll('td') ?? [])]
  expect(cells.slice(9).map((cell) => cell.textContent)).toEqual(['2', '€50.50'])
  await expect.element(page.getByRole('definition').filter({ hasText: '€50.50' })).toBeVisible()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'By' }), 'Associate')
  await expect.element(page.getByRole('columnheader', { name: 'Associate' })).toBeVisible()
})

test('a hub that does not answer leaves the last figures, says so, and is asked again', async () => {
  const { hub } = await mount()
  hub.answer = () => Promise.reject(new ToteError('hub_unreachable'))
  await expect.element(page.getByText(/Not up to date: The hub does not answer/), PATIENCE).toBeVisible()
  await expect.element(row('Spring')).toBeVisible()
  hub.answer = () => Promise.resolve(creditOf())
  await expect.element(page.getByText('Up to date', { exact: true }), PATIENCE).toBeVisible()
})

test('a session that is over leads out', async () => {
  const { hub, left } = await mount()
  hub.answer = () => Promise.reject(new ToteError('unauthorised'))
  await expect.poll(() => left.length, PATIENCE).toBeGreaterThan(0)
})

test('taken from the page it asks no more', async () => {
  const { element, hub } = await mount()
  element.remove()
  const before = hub.asked.length
  document.dispatchEvent(new Event('visibilitychange'))
  expect(hub.asked).toHaveLength(before)
})
