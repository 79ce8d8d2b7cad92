import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { mountPlayer } from './player-fixtures.ts'

const products = 'abcdefghi'.split('').map((name) => testProduct({ name, title: `Product ${name}` }))

test('[U34] what is typed into the search works no control; Escape empties it before it closes the panel', async () => {
  const { player } = await mountPlayer({ products })
  await player.play()
  player.openPanel('products')
  await elementUpdated(player)
  const list = player.renderRoot.querySelector('tote-products')
  const field = await vi.waitFor(() => {
    const there = list?.renderRoot.querySelector<HTMLInputElement>('.search-field')
    if (there === null || there === undefined) throw new Error('the search has not come yet')
    return there
  })
  field.focus()
  await userEvent.keyboard('km c')
  expect([field.value, player.paused, player.muted, player.panel]).toEqual(['km c', false, false, 'products'])
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(field.value).toBe(''))
  expect(player.panel).toBe('products')
  await userEvent.keyboard('{Escape}')
  expect(player.panel).toBeNull()
})
