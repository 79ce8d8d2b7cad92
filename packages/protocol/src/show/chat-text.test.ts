import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { chatTextSchema, cleanChatText } from './chat-text.ts'

test.each([
  ['plain words', 'How tall is the lamp?', 'How tall is the lamp?'],
  ['line ends and tabs', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
  ['a null and an escape', 'a\u0000b\u001b[31mc', 'a b [31mc'],
  ['an override of direction', 'price \u202e001\u202c euros', 'price 001 euros'],
  ['isolates and marks', '\u2066x\u2069\u200e\u200f\u061cy', 'xy'],
  ['what cannot be seen', 'he\u200bl\u2060lo\ufeff', 'hello'],
  ['nothing but that', '\u200b\u202e \n', ''],
  ['half a character', 'a\ud83d', 'a\ufffd'],
])('%s: %j is shown as %j', (_name, text, shown) => {
  expect(cleanChatText(text)).toBe(shown)
})

test.each(['👩‍👩‍👧', 'نم‌ایش', 'שלום', '日本語', 'naïve'])('%s stays as it is written', (text) => {
  expect(cleanChatText(text)).toBe(text)
})

test('what is cleaned is clean, no longer than before, and one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const cleaned = cleanChatText(text)
      expect(cleanChatText(cleaned)).toBe(cleaned)
      expect(cleaned.length).toBeLessThanOrEqual(text.length)
      expect(cleaned).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)
    }),
  )
})

test('an empty message and one that is too long are not sent', () => {
  const texts = ['', 'x'.repeat(limits.maxChatLength), 'x'.repeat(limits.maxChatLength + 1)]
  expect(texts.map((text) => chatTextSchema.safeParse(text).success)).toEqual([false, true, false])
})
