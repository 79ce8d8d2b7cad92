import { expect, test } from 'vitest'
import { usableTokens } from './frame-look.ts'
import { parseHello, parseToFrame } from './frame-messages.ts'

const hello = {
  t: 'tote:hello',
  v: 1,
  show: 'spring',
  locale: 'de',
  look: { theme: 'dark', tokens: { '--tote-radius': '4px' } },
  size: 860,
  page: 'https://portal.test/article?a=1',
  hash: '#tote-cart=mug:2&tote-t=12m',
}

test('a page’s first word is read as it is meant', () => {
  expect(parseHello(hello)).toEqual(hello)
  expect(parseHello({ ...hello, more: 'x' })).toEqual(hello)
})

test.each([
  [{ page: undefined, hash: undefined }, null, ''],
  [{ page: 'nowhere', hash: 7 }, null, ''],
  [{ page: `https://portal.test/${'x'.repeat(2000)}` }, null, hello.hash],
  // A ticket and an invitation are nothing that a page may put into the frame's address.
  [{ hash: '#tote=tt_x' }, hello.page, ''],
  [{ hash: '#tote-t=5&tote=tt_x' }, hello.page, ''],
  [{ hash: '#tote-friends=tf_x' }, hello.page, ''],
  [{ hash: '#tote-cart=a#tote=tt_x' }, hello.page, ''],
  [{ hash: `#tote-cart=${'x'.repeat(8000)}` }, hello.page, ''],
])('a first word with %j has the address %j and the fragment %j', (more, page, hash) => {
  expect(parseHello({ ...hello, ...more })).toEqual({ ...hello, page, hash })
})

test.each([
  null,
  'tote:hello',
  { ...hello, t: 'hello' },
  { ...hello, v: 2 },
  { ...hello, show: 7 },
  { ...hello, show: 'x'.repeat(201) },
  { ...hello, size: -1 },
  { ...hello, size: Number.NaN },
  { ...hello, look: null },
  { ...hello, look: { theme: 5, tokens: {} } },
])('%j is no first word', (word) => {
  expect(parseHello(word)).toBeNull()
})

test.each([
  [{ t: 'play', extra: 1 }, { t: 'play' }],
  [
    { t: 'visibility', isShown: false },
    { t: 'visibility', isShown: false },
  ],
  [{ t: 'visibility', isShown: 'no' }, null],
  [{ t: 'size', size: '9' }, null],
  [
    { t: 'hash', hash: '#tote-t=90' },
    { t: 'hash', hash: '#tote-t=90' },
  ],
  [{ t: 'hash', hash: '' }, null],
  [{ t: 'hash', hash: '#tote=tt_x' }, null],
  [
    { t: 'look', look: { theme: null, tokens: { a: 1, b: 'x' } } },
    { t: 'look', look: { theme: null, tokens: { b: 'x' } } },
  ],
  [{ t: 'accept' }, null],
  [undefined, null],
])('%j means %j to the frame', (word, meant) => {
  expect(parseToFrame(word)).toEqual(meant)
})

test.each([
  [
    { '--tote-radius': '4px', '--tote-radius-control': '0' },
    { '--tote-radius': '4px', '--tote-radius-control': '0' },
  ],
  [{ '--tote-radius': 'url(https://evil.test)' }, {}],
  // Text in the colour of its own ground would be a question that nobody sees.
  [{ '--tote-color-accent': '#ffffff', '--tote-color-on-accent': '#fefefe' }, {}],
  [{ '--tote-color-ink': '#ffffff', '--tote-font': 'Webdings', '--tote-text-size': '1px' }, {}],
  [
    { '--tote-color-accent': '#9c4426', '--tote-color-on-accent': '#fffaf2' },
    { '--tote-color-accent': '#9c4426', '--tote-color-on-accent': '#fffaf2' },
  ],
])('of the tokens %j a frame takes %j', (tokens, taken) => {
  expect(usableTokens({ theme: null, tokens })).toEqual(taken)
})
