import { expect, test } from 'vitest'
import { shareText } from './share-text.ts'

test.each([
  [0, 0, 'none yet', '–'],
  [8, 5, '5 of 8', '38 %'],
  [8, 0, '0 of 8', '100 %'],
  [8, 8, '8 of 8', '0 %'],
  [8, 9, '8 of 8', '0 %'],
])('[U63] of %i that happened %i were told: %s, %s lost', (happened, told, text, lost) => {
  expect(shareText({ happened, told })).toEqual({ told: text, lost })
})
