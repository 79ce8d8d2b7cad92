import { ToteError } from '@tote/protocol'
import { auditEntrySchema, type AuditPage } from '@tote/protocol/audit'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { session } from '../console-fixtures.ts'
import { ConsoleAudit } from './console-audit.ts'

customElements.define('tote-console-audit', ConsoleAudit)

const PATIENCE = { timeout: 20_000 }
const entry = (seq: number, act: Record<string, unknown>, by: Record<string, unknown> = { name: 'Host' }) =>
  auditEntrySchema.parse({ seq, at: Date.UTC(2026, 10, 26, 9), by, act })

async function mount(answers: (() => Promise<AuditPage>)[]) {
  const asked: (number | null)[] = []
  const api = {
    audit(before: number | null) {
      asked.push(before)
      return (answers.shift() ?? (() => Promise.reject(new ToteError('busy'))))()
    },
  }
  const left: string[] = []
  const element = await fixture<ConsoleAudit>(
    html`<tote-console-audit
      .api=${api}
      .session=${session}
      @console-sign-out=${() => left.push('out')}
    ></tote-console-audit>`,
  )
  return { element, asked, left }
}

test('who did what is told, the latest first, page by page', async () => {
  const { element, asked } = await mount([
    () =>
      Promise.resolve({
        entries: [
          entry(9, { kind: 'handedOver', orderId: 'k1' }, { name: 'Mia', store: 'Rue Verte' }),
          entry(8, { kind: 'cuePosted', showId: 'spring', seq: 3, cue: 'productPinned' }),
          entry(7, { kind: 'pointsAdjusted', shopperId: 's1', points: 50 }),
        ],
        next: 7,
      }),
    () => Promise.resolve({ entries: [entry(2, { kind: 'signedIn' })], next: null }),
  ])
  await expect.element(page.getByRole('row', { name: /Mia, Rue Verte Order k1: handed over/ })).toBeVisible()
  await expect.element(page.getByText('Cue 3 of the show spring: product pinned')).toBeVisible()
  await expect.element(page.getByText('Points of the shopper s1: +50')).toBeVisible()
  await expect(element).to.be.accessible()
  await page.getByRole('button', { name: 'Older' }).click()
  await expect.element(page.getByText('Signed in'), PATIENCE).toBeVisible()
  expect(asked).toEqual([null, 7])
  expect(page.getByRole('button', { name: 'Older' }).query()).toBeNull()
})

test('a hub that is away is asked again from where it stood', async () => {
  const { asked } = await mount([
    () => Promise.resolve({ entries: [entry(9, { kind: 'signedIn' })], next: 9 }),
    () => Promise.reject(new ToteError('hub_unreachable', 'The hub does not answer. Is it running?')),
    () => Promise.resolve({ entries: [entry(2, { kind: 'pickupSeen', orderId: 'k1' })], next: null }),
  ])
  await page.getByRole('button', { name: 'Older' }).click()
  await expect.element(page.getByText('The hub does not answer. Is it running?'), PATIENCE).toBeVisible()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect.element(page.getByText('Order k1: looked at by its code'), PATIENCE).toBeVisible()
  expect(asked).toEqual([null, 9, 9])
})

test('whose session is over is shown the way in', async () => {
  const { left } = await mount([() => Promise.reject(new ToteError('unauthorised', 'Sign in first.'))])
  await expect.poll(() => left, PATIENCE).toEqual(['out'])
})
