import { expect, test } from 'vitest'
import { mountPlayer, settled } from '../tote-player/player-fixtures.ts'

test('all controls that a browser can have stand in one row of a phone of 360 px, each large enough for a finger', async () => {
  const { player } = await mountPlayer({ captions: [{ label: 'English', language: 'en' }] })
  // As in a page that leaves eight pixels at either side.
  Object.assign(player.style, { display: 'block', inlineSize: '344px' })
  await player.play()
  await settled(player)
  const controls = player.shadowRoot?.querySelector('tote-controls')
  if (controls == null) throw new Error('there are no controls')
  Object.assign(controls, { hasCaptions: true, hasAirPlay: true, hasPip: true, hasFullscreen: true })
  await controls.updateComplete
  const root = controls.shadowRoot ?? controls
  const buttons = [...controls.querySelectorAll('button'), ...root.querySelectorAll('button')]
  const boxes = [...new Set(buttons)].map((button) => button.getBoundingClientRect())
  const shown = boxes.filter(({ width }) => width > 0)
  expect(shown.length).toBeGreaterThanOrEqual(9)
  expect(new Set(shown.map(({ top, height }) => Math.round(top + height / 2))).size).toBe(1)
  expect(Math.min(...shown.flatMap(({ width, height }) => [width, height]))).toBeGreaterThanOrEqual(24)
})
