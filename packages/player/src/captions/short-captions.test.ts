import { expect, test } from 'vitest'
import { toShortCaptions } from './short-captions.ts'

/** As if each letter were as wide as any other. */
const fits = (letters: number) => (line: string) => [...line].length <= letters

test.each([
  ['short', ['short']],
  ['two lines\nas written', ['two lines\nas written']],
  ['one line that goes on', ['one line that\ngoes on']],
  [
    'a caption that goes on and on and then some more',
    ['a caption that\ngoes on and on', 'and then some\nmore'],
  ],
  ['one\ntwo\nthree', ['one\ntwo', 'three']],
  [
    '<v Ana>a caption that <i>goes on and on and</i> then some',
    ['<v Ana>a caption that\n<i>goes on and on</i></v>', '<v Ana><i>and</i> then some</v>'],
  ],
  ['rock &amp; roll it', ['rock &amp; roll it']],
  ['今日はとても良い天気ですね、散歩に行きましょう', ['今日はとても良い天気ですね、\n散歩に行きましょう']],
  ['Donaudampfschifffahrt', ['Donaudampfschif\nffahrt']],
])('[U16] %j takes two lines of 15 letters at most each time', (text, pieces) => {
  const short = toShortCaptions(text, fits(15))
  expect(short).toEqual(pieces)
})

test('[U16] no text of any length has more than two lines, nor a line that does not fit, nor loses a letter', () => {
  const words = 'show a jug of clay that holds two litres and pours without a drop beside it'.split(' ')
  for (let count = 1; count < 60; count += 1) {
    const text = Array.from({ length: count }, (_, at) => words[at % words.length]).join(' ')
    for (const letters of [8, 20, 38]) {
      const short = toShortCaptions(text, fits(letters))
      const lines = short.map((piece) => piece.split('\n'))
      expect(lines.every((piece) => piece.length <= 2 && piece.every(fits(letters)))).toBe(true)
      expect(short.join(' ').replaceAll(/\s/g, '')).toBe(text.replaceAll(' ', ''))
    }
  }
})
