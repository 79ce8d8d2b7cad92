import type { ProductView } from '@tote/core'
import { showIdSchema } from '@tote/protocol'
import { dropIdSchema, type Drop } from '@tote/protocol/drops'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mugView } from '../console-fixtures.ts'
import { ConsoleDrop } from './console-drop.ts'

customElements.define('tote-console-drop', ConsoleDrop)

async function mount(product: ProductView) {
  const element = await fixture<ConsoleDrop>(
    html`<tote-console-drop .product=${product}></tote-console-drop>`,
  )
  const wishes: unknown[] = []
  element.addEventListener('console-drop', (event) =>
    wishes.push(event instanceof CustomEvent && event.detail),
  )
  return { element, wishes }
}

const choice = (name: string) => page.getByRole('combobox', { name })

test('a drop is announced with four choices and one press', async () => {
  const { element, wishes } = await mount(mugView(['small', 'large']))
  await userEvent.selectOptions(choice('Give out by turns'), 'large')
  await userEvent.selectOptions(choice('It opens'), 'in 5 minutes')
  await userEvent.selectOptions(choice('Units each'), '2')
  await userEvent.click(page.getByRole('button', { name: 'Announce the drop' }))
  expect(wishes).toEqual([
    {
      intent: {
        kind: 'announceDrop',
        productId: 'mug',
        variantId: 'mug-large',
        perShopper: 2,
        holdMs: 180_000,
      },
      inMinutes: 5,
    },
  ])
  await expect(element).to.be.accessible()
})

test('one that is under way is ended, and its public log read', async () => {
  const view = mugView(['small'])
  const [variant] = view.variants
  if (variant === undefined) throw new Error('there is one')
  const drop: Drop = {
    id: dropIdSchema.parse('one'),
    showId: showIdSchema.parse('spring'),
    productId: view.id,
    variantId: variant.id,
    opensAt: 0,
    windowMs: 30_000,
    perShopper: 1,
    holdMs: 60_000,
    commitment: '0'.repeat(64),
  }
  const { element, wishes } = await mount({ ...view, variants: [{ ...variant, drop }] })
  expect(element.renderRoot.querySelector('a')?.pathname).toBe('/v1/shows/spring/drops/one/log')
  expect(element.renderRoot.querySelector('form')).toBeNull()
  await userEvent.click(page.getByRole('button', { name: /^End the drop/ }))
  expect(wishes).toEqual([{ intent: { kind: 'endDrop', dropId: 'one' }, inMinutes: 0 }])
  await expect(element).to.be.accessible()
})
