import { elementUpdated } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { LATE_STATES } from './late-states-fixtures.ts'
import { look, LOOKS, movingIn } from './look-fixtures.ts'

test.each(
  LOOKS.flatMap(([name, scheme, forced]) =>
    LATE_STATES.map(([state, make]) => ({ name, scheme, forced, state, make })),
  ),
)('$state, $name: no rule of accessibility is broken', async ({ scheme, forced, make }) => {
  await look(scheme, forced)
  const shown = await make()
  if (shown instanceof HTMLElement) {
    // What is half faded in has half its contrast.
    shown.style.setProperty('--tote-duration', '0ms')
    shown.style.setProperty('--tote-duration-quick', '0ms')
    await elementUpdated(shown)
  }
  // Then the browser paints the colours of the person, and tells of those of the page.
  const ignoredRules = forced === 'active' ? ['color-contrast'] : []
  await expect(shown).to.be.accessible({ ignoredRules })
})

test.each(LATE_STATES)('%s: nothing moves for who asked for less motion', async (_state, make) => {
  await look('light', 'none')
  const shown = await make()
  await elementUpdated(shown)
  expect(movingIn(shown)).toEqual([])
})
