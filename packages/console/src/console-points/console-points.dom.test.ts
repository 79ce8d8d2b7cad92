import { ToteError, type AdjustPoints } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ConsolePoints } from './console-points.ts'

customElements.define('tote-console-points', ConsolePoints)

const PATIENCE = { timeout: 20_000 }

async function mount(answers: (() => Promise<{ balance: number }>)[]) {
  const asked: AdjustPoints[] = []
  const api = {
    adjustPoints(message: AdjustPoints) {
      asked.push(message)
      return (answers.shift() ?? (() => Promise.reject(new ToteError('busy'))))()
    },
  }
  const element = await fixture<ConsolePoints>(html`<tote-console-points .api=${api}></tote-console-points>`)
  await page.getByLabelText('Points of the shopper').fill('customer-7')
  await page.getByLabelText('More or fewer').fill('-50')
  await page.getByLabelText('Why').fill('Counted twice')
  return { element, asked }
}

test('a shopper is given points or loses some, with a word why', async () => {
  const { element, asked } = await mount([() => Promise.resolve({ balance: 450 })])
  await expect(element).to.be.accessible()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('customer-7 has 450 points now.'), PATIENCE).toBeVisible()
  expect(asked).toMatchObject([{ subject: 'customer-7', points: -50, note: 'Counted twice' }])
  await expect.element(page.getByLabelText('Why')).toHaveValue('')
})

test('what was refused is said, and pressed again it is the same act; changed it is another', async () => {
  const refused = () => Promise.reject(new ToteError('not_found', 'Nobody of this name has signed in.'))
  const { asked } = await mount([refused, refused])
  const change = page.getByRole('button', { name: 'Change' })
  await change.click()
  await expect.element(page.getByText('Nobody of this name has signed in.'), PATIENCE).toBeVisible()
  await change.click()
  await expect.poll(() => asked.length, PATIENCE).toBe(2)
  await page.getByLabelText('More or fewer').fill('60')
  await change.click()
  await expect.poll(() => asked.length, PATIENCE).toBe(3)
  const [first, second, third] = asked.map(({ ref }) => ref)
  expect([second === first, third === first]).toEqual([true, false])
})
