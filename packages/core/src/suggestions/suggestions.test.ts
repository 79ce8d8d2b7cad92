import { productIdSchema, showIdSchema, ToteError } from '@tote/protocol'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { createTestWorld, online } from '../test-world-fixtures.ts'
import { openSuggestions } from './suggestions.ts'

const vase = productIdSchema.parse('vase')

function answering(answer: unknown) {
  const asked: unknown[] = []
  const suggestions = openSuggestions({
    showId: showIdSchema.parse('spring'),
    line: {
      $told: atom<unknown>(null),
      ask(event, message) {
        asked.push([event, message])
        return Promise.resolve(answer)
      },
    },
  })
  return { asked, suggestions }
}

test('the hub is asked what goes with a product or with the cart, for the show, and told nothing of the shopper', async () => {
  const suggestion = { productId: 'bowl', reason: { kind: 'bought-together', productId: 'vase' } }
  const { asked, suggestions } = answering({ suggestions: [suggestion] })
  expect(await suggestions.ask(vase)).toEqual([suggestion])
  expect(await suggestions.ask()).toEqual([suggestion])
  expect(asked).toEqual([
    ['suggest', { showId: 'spring', productId: 'vase' }],
    ['suggest', { showId: 'spring' }],
  ])
})

test('an answer that is none is an error, not a list', async () => {
  const { suggestions } = answering({ suggestions: [{ productId: 'bowl', reason: 'because' }] })
  await expect(suggestions.ask()).rejects.toThrow('reason')
})

test('without a connection there is no answer', async () => {
  const tote = await online(createTestWorld())
  tote.stop()
  await expect(openSuggestions(tote).ask()).rejects.toBeInstanceOf(ToteError)
})
