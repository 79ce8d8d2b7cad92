import { expect, test } from 'vitest'
import type { AnalyzedClass } from './analyze-player.ts'
import { elementsOf } from './manifest.ts'
import { readTokens } from './read-tokens.ts'
import { toManifest } from './to-manifest.ts'

function describeOne(analyzed: Partial<AnalyzedClass>, tagName = 'tote-cart') {
  const made = toManifest({
    elements: [{ tagName, path: 'src/tote-cart/tote-cart.ts', analyzed: { name: 'ToteCart', ...analyzed } }],
    tokens: [],
    mediaEvents: ['play'],
  })
  const [element] = elementsOf(made)
  if (element === undefined) throw new Error('there is no element')
  return element
}

test('an element’s inside stays out: private, static, and what says nothing of itself', () => {
  const { members } = describeOne({
    members: [
      { kind: 'field', name: '#cart', description: 'Its store.' },
      { kind: 'field', name: 'said', privacy: 'private', description: 'For ears.' },
      { kind: 'field', name: 'version', static: true, description: 'Of the package.' },
      { kind: 'field', name: 'words' },
      { kind: 'field', name: 'tote', description: 'The tote to show.' },
      { kind: 'field', name: 'paused' },
    ],
  })
  expect(members.map(({ name, description }) => [name, description])).toEqual([
    ['tote', 'The tote to show.'],
    ['paused', 'As on a `video`.'],
  ])
})

test.each([
  ['says nothing of itself', { name: 'badge', type: { text: 'boolean' } }],
  ['has no type', { name: 'badge', description: 'Only a button.' }],
])('an attribute that %s is told by its name', (_what, attribute) => {
  expect(() => describeOne({ attributes: [attribute] })).toThrow(/badge of <tote-cart>/)
})

test('events are those with words, and of the video on a player alone', () => {
  const events = [{ type: { text: 'ToteReadyEvent' } }, { name: 'tote-ready', description: 'It has a tote.' }]
  expect(describeOne({ events }).events.map(({ name }) => name)).toEqual(['tote-ready'])
  expect(describeOne({ events }, 'tote-player').events.map(({ name }) => name)).toEqual([
    'tote-ready',
    'play',
  ])
})

test('a token’s default is what the sheet falls back to, brackets and all', () => {
  const sheet = `/**
 * @cssproperty --tote-paper - What everything lies on.
 * @cssproperty --tote-ink - Text.
 */
--_paper: var(--tote-paper, light-dark(#fff, rgb(1 2 3)));`
  expect(readTokens(sheet)).toEqual([
    {
      name: '--tote-paper',
      description: 'What everything lies on.',
      default: 'light-dark(#fff, rgb(1 2 3))',
    },
    { name: '--tote-ink', description: 'Text.', default: '' },
  ])
})
