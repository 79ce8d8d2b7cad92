import { expect, test } from 'vitest'
import { toCssText } from './css-text.ts'

test('what was not changed is not written', () => {
  expect(toCssText({ properties: new Map(), parts: new Map() })).toBe('')
})

test('properties come first, then each part with its declarations a line', () => {
  const properties = new Map([['--tote-radius', '0']])
  const parts = new Map([['badge', 'letter-spacing: 0.1em; ; text-transform: uppercase']])
  expect(toCssText({ properties, parts })).toBe(
    'tote-player {\n  --tote-radius: 0;\n}\n\ntote-player::part(badge) {\n  letter-spacing: 0.1em;\n  text-transform: uppercase;\n}',
  )
})
