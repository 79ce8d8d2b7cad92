import { expect, test } from 'vitest'
import { parseMomentLink, toMomentLink } from './moment-link.ts'

test.each([
  ['#tote-t=754', { show: null, at: { from: 'show', seconds: 754 } }],
  ['#tote-t=12m34s', { show: null, at: { from: 'show', seconds: 754 } }],
  ['#tote-t=12:34', { show: null, at: { from: 'show', seconds: 754 } }],
  ['#tote-t=1:02:03', { show: null, at: { from: 'show', seconds: 3723 } }],
  ['#tote-t=spring@1h2m', { show: 'spring', at: { from: 'show', seconds: 3720 } }],
  ['#details&tote-t=spring%402m', { show: 'spring', at: { from: 'show', seconds: 120 } }],
  ['#tote-t=1700000000000', { show: null, at: { from: 'clock', pdt: 1_700_000_000_000 } }],
  ['#tote-t=2023-11-14T22:13:20Z', { show: null, at: { from: 'clock', pdt: 1_700_000_000_000 } }],
])('%s names a moment', (hash, moment) => {
  expect(parseMomentLink(hash)).toEqual(moment)
})

test.each(['', '#', '#t=5', '#mytote-t=5', '#tote=tt_abc'])('%j is the page’s own', (hash) => {
  expect(parseMomentLink(hash)).toBeNull()
})

test.each([
  ['#tote-t=', ''],
  ['#tote-t=soon', 'soon'],
  ['#tote-t=-5', '-5'],
  ['#tote-t=@5', '@5'],
  ['#tote-t=1h-2m', '1h-2m'],
  ['#tote-t=%E0%A4%A', '%E0%A4%A'],
  ['#tote-t=<script>', '<script>'],
])('%s cannot be read, and is told as it stands', (hash, bad) => {
  expect(parseMomentLink(hash)).toEqual({ bad })
})

test.each([0, 59, 60, 754, 3600, 7325])(
  '%i seconds come back from the link that was made of them',
  (seconds) => {
    const link = toMomentLink('https://shop.test/a?b=1#tote=tt_secret', { show: 'spring', seconds })
    expect(link).toMatch(/^https:\/\/shop\.test\/a\?b=1#tote-t=spring/)
    expect(link).not.toContain('secret')
    expect(parseMomentLink(new URL(link).hash)).toEqual({ show: 'spring', at: { from: 'show', seconds } })
  },
)
