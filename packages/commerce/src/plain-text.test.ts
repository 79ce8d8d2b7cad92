import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test.each([
  ['<p>Dry &amp; warm.</p><p>Made&nbsp;here</p>', 'Dry & warm.\nMade here'],
  ['One<br/>two<BR>three', 'One\ntwo\nthree'],
  ['<ul><li>a</li>\n<li>b</li></ul>', 'a\nb'],
  ['5 &lt; 6 &#8364; &#x20ac; &quot;x&quot;', '5 < 6 € € "x"'],
  ['&nothing; &#0; &#1114112; AT&T', '&nothing; &#0; &#1114112; AT&T'],
  ['<script>alert(1)</script><img src=x onerror="a>b">', 'alert(1)b">'],
  ['&lt;b&gt;not a tag&lt;/b&gt;', '<b>not a tag</b>'],
  ['', ''],
])('%j reads %j', (html, words) => {
  expect(plainText(html, 100)).toBe(words)
})

test('it is cut where a catalogue ends', () => {
  expect(plainText('<p>abcdef</p>', 3)).toBe('abc')
})
