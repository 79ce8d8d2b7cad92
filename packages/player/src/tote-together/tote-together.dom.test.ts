import { clientIdSchema, showIdSchema, type Lead } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test } from 'vitest'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, type TestToteOptions } from '../internal/testing/tote-fixtures.ts'
import { ToteTogether } from './tote-together.ts'

customElements.define('tote-together', ToteTogether)

const lead = (more: Partial<Lead> = {}): Lead => ({
  showId: showIdSchema.parse('show'),
  mode: 'live',
  pdt: 0,
  isPlaying: true,
  heardAt: 0,
  by: clientIdSchema.parse('elsewhere'),
  where: 'brand.test',
  ledAt: 1,
  ...more,
})

async function open(options: TestToteOptions, compact = false) {
  const made = createTestTote(options)
  const element = await mount('tote-together', made.tote, { compact })
  await elementUpdated(element)
  await elementUpdated(element)
  return { ...made, element }
}
const said = (element: ToteTogether) => textOf(find(element, '[part=words]'))
const parts = (element: ToteTogether) =>
  [...element.renderRoot.querySelectorAll('button')].map((button) => button.getAttribute('part'))

test('open nowhere else there is nothing to see', async () => {
  const { element } = await open({})
  expect([said(element), parts(element)]).toEqual(['', []])
  expect(element.getBoundingClientRect().height).toBe(0)
})

test('open elsewhere, it says where, and offers the three ways, each by one press', async () => {
  const { element, intents } = await open({ lead: lead() })
  expect(said(element)).toBe('Also open on brand.test')
  expect(parts(element)).toEqual(['move', 'watch', 'second'])
  await expect(element).to.be.accessible()
  for (const part of parts(element)) find(element, `[part=${part}]`).click()
  expect(intents).toEqual([['moveHere'], ['follow', 'together'], ['follow', 'second-screen']])
})

test('over the picture it asks only after a yes: move it here, or play on both', async () => {
  expect(parts((await open({ lead: lead() }, true)).element)).toEqual([])
  const { element, intents } = await open({ lead: lead(), asksToMove: true }, true)
  expect(said(element)).toBe('The show is also playing on brand.test.')
  await expect(element).to.be.accessible()
  find(element, '[part=move]').click()
  find(element, '[part=both]').click()
  expect(intents).toEqual([['moveHere'], ['keepBoth']])
})

test('a show that moved away says where to, and can be moved back', async () => {
  const { element } = await open({ lead: lead({ isAlone: true }) }, true)
  expect(said(element)).toBe('The show moved to brand.test.')
  expect(parts(element)).toEqual(['move'])
})

test.each([
  [
    'watching together',
    { lead: lead(), following: 'together' },
    ['watch'],
    'This picture keeps to the one on brand.test.',
  ],
  [
    'with another show elsewhere',
    { lead: lead({ showId: showIdSchema.parse('winter') }) },
    [],
    'Another show is open on brand.test',
  ],
  [
    'whose leader stands',
    { lead: lead({ isPlaying: false }) },
    ['move', 'watch', 'second'],
    'Also open on brand.test, paused there',
  ],
  ['whose leader is gone', { lead: lead({ isGone: true }) }, [], ''],
] as const)('a place %s', async (_name, options, buttons, words) => {
  const { element } = await open(options)
  expect([parts(element), said(element)]).toEqual([buttons, words])
})

test.each([
  ['is there', lead(), 'The picture is on brand.test. Here are its products and your basket.'],
  ['is gone', lead({ isGone: true }), 'brand.test is not connected any more.'],
])('a second screen whose picture %s says so, and can have the picture', async (_name, told, words) => {
  const { element, intents } = await open({ lead: told, following: 'second-screen' }, true)
  expect(said(element)).toBe(words)
  find(element, '[part=second]').click()
  expect(intents).toEqual([['follow', 'no']])
  await expect(element).to.be.accessible()
})

test('of the two forms that a player has, one is a landmark: two of one name lead nowhere', async () => {
  const [over, beside] = [await open({ lead: lead(), asksToMove: true }, true), await open({ lead: lead() })]
  const roleOf = ({ element }: { element: ToteTogether }) =>
    find(element, '[part=together]').getAttribute('role')
  expect([roleOf(over), roleOf(beside)]).toEqual(['group', null])
})
