import { claimIdSchema } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
import '@tote/testkit/dom/setup'
import { expect, test, vi } from 'vitest'
import { defineWindow } from '../define-window.ts'
import { all, press, said, until } from '../reading-fixtures.ts'
import { journeyOf, offered, TestDevice, TestHub } from '../window-fixtures.ts'
import { english } from '../words/english.ts'
import { Texts } from '../words/texts.ts'

defineWindow()
const texts = new Texts(english)
const claim = claimIdSchema.parse('tk_0123456789012345678901')
const LABEL = 'Follow me: sites that show Maison may offer me this basket'

const box = (element: Element) => all(element).find((one) => one.matches('input[name="follow"]'))

/** The question of a link, or of a claim; each with the button that says yes and what is told then. */
const QUESTIONS = [
  {
    name: 'a link',
    yes: english.keepIt,
    done: english.adopted,
    async ask(hub: TestHub, isFollowed: boolean | undefined) {
      hub.answer = offered({ isFollowed })
      const element = await fixture(
        html`<tote-adopt .api=${hub} .texts=${texts} .ticket=${`tt_${'a'.repeat(22)}`}></tote-adopt>`,
      )
      await until(() => said(element).includes('Keep your basket'))
      return element
    },
  },
  {
    name: 'a claim',
    yes: english.showIt,
    done: english.shown,
    async ask(hub: TestHub, isFollowed: boolean | undefined) {
      hub.known = [journeyOf({ isFollowed })]
      const element = await fixture(
        html`<tote-continue
          .api=${hub}
          .device=${new TestDevice(false)}
          .texts=${texts}
          .known=${{ claim }}
        ></tote-continue>`,
      )
      await until(() => said(element).includes('Show your basket'))
      const digits = all(element).find((one) => one.matches('input[name="digits"]'))
      if (digits instanceof HTMLInputElement) digits.value = '36'
      return element
    },
  },
] as const

test.each(QUESTIONS)(
  'beside the yes to $name a box says "follow me", and is not ticked by itself',
  async ({ ask, yes, done }) => {
    const hub = new TestHub()
    const element = await ask(hub, false)
    expect(said(element)).toContain(LABEL)
    await expect(element).to.be.accessible()
    await press(element, yes, () => said(element).includes(done))
    expect(hub.follows).toEqual([])
  },
)

test.each(QUESTIONS)('ticked it is said with the yes to $name, once', async ({ ask, yes, done }) => {
  const hub = new TestHub()
  const element = await ask(hub, false)
  const ticked = box(element)
  if (ticked instanceof HTMLInputElement) ticked.click()
  expect(hub.follows).toEqual([])
  await press(element, yes, () => said(element).includes(done))
  expect(hub.follows).toEqual([['maison', true]])
})

test.each(QUESTIONS)(
  'the yes to $name counts also where following could not be had in the end',
  async ({ ask, yes, done }) => {
    const hub = new TestHub()
    const element = await ask(hub, false)
    const follow = vi.spyOn(hub, 'follow').mockRejectedValue(new Error('away'))
    const ticked = box(element)
    if (ticked instanceof HTMLInputElement) ticked.click()
    await press(element, yes, () => said(element).includes(done))
    expect(follow).toHaveBeenCalledTimes(1)
  },
)

test.each(QUESTIONS)('there is no box for $name where it was said, or is not to be had', async ({ ask }) => {
  for (const isFollowed of [true, undefined])
    expect(box(await ask(new TestHub(), isFollowed))).toBeUndefined()
})

async function where(hub: TestHub): Promise<Element> {
  const element = await fixture(
    html`<tote-where .api=${hub} .device=${new TestDevice(false)} .texts=${texts}></tote-where>`,
  )
  await until(() => said(element).includes('Maison: 2 items'))
  return element
}

test('_Where I am_ says whether it is on, and takes it back by one press', async () => {
  const hub = new TestHub([journeyOf({ isFollowed: true })])
  const element = await where(hub)
  await expect(element).to.be.accessible()
  await press(element, english.unfollow, () => said(element).includes('Follow me is off.'))
  await press(element, english.follow, () => said(element).includes(english.followed))
  expect(hub.follows).toEqual([
    ['maison', false],
    ['maison', true],
  ])
})

test('_Where I am_ says nothing of it where it is not to be had', async () => {
  expect(said(await where(new TestHub([journeyOf()])))).not.toContain('Follow me')
})
