import { claimIdSchema, ToteError } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
import '@tote/testkit/dom/setup'
import { expect, test, vi } from 'vitest'
import { defineWindow } from './define-window.ts'
import { ToteContinue } from './tote-continue/tote-continue.ts'
import { ToteWhere } from './tote-where/tote-where.ts'
import { english } from './words/english.ts'
import { Texts } from './words/texts.ts'
import { buttons, press, said, until } from './reading-fixtures.ts'
import { journeyOf, offered, TestDevice, TestHub } from './window-fixtures.ts'

defineWindow()
const texts = new Texts(english)
const claim = claimIdSchema.parse('tk_0123456789012345678901')

async function where(api: TestHub, device = new TestDevice()): Promise<ToteWhere> {
  const element = await fixture(html`<tote-where .api=${api} .device=${device} .texts=${texts}></tote-where>`)
  if (!(element instanceof ToteWhere)) throw new Error('not defined')
  await until(() => said(element).includes(english.where))
  return element
}

test('a basket is kept for good by one press, and the passkey listed; it can be removed again', async () => {
  const hub = new TestHub([journeyOf()])
  const device = new TestDevice()
  const element = await where(hub, device)
  await until(() => said(element).includes(english.keptWhy))
  await expect(element).to.be.accessible()
  await press(element, english.keepForGood, () => said(element).includes('Passkey made'))
  expect(said(element)).toContain(english.madeKept)
  expect(said(element)).toContain(english.leaveKeeps)
  await expect(element).to.be.accessible()
  await press(element, english.removePasskey, () => !said(element).includes('Passkey made'))
  expect(said(element)).toContain(english.removedPasskey)
  expect([hub.removed, device.forgotten]).toEqual([['p1'], ['cred']])
})

test('where the browser has no passkeys nothing offers one, and those there are can be removed', async () => {
  const kept = { passkeyId: 'p1', createdAt: 1, usedAt: 1 }
  const element = await where(new TestHub([journeyOf({ passkeys: [kept] })]), new TestDevice(false))
  await until(() => said(element).includes('Passkey made'))
  for (const name of [english.keepForGood, english.usePasskey]) expect(buttons(element, name)).toEqual([])
  expect(buttons(element, english.removePasskey)).toHaveLength(1)
  await expect(element).to.be.accessible()
})

test('a browser that knows no basket gets one by a passkey', async () => {
  const hub = new TestHub()
  const element = await where(hub)
  await until(() => said(element).includes(english.whereEmpty))
  await expect(element).to.be.accessible()
  await press(element, english.usePasskey, () => said(element).includes('Your basket at Maison is back.'))
  expect(said(element)).toContain('Maison: 2 items')
})

test('[fixation] with another basket there it asks, and nothing is replaced by a no', async () => {
  const hub = new TestHub([journeyOf({ basket: { quantity: 3 } })])
  hub.answer = offered({ kept: { quantity: 3 } })
  const adopt = vi.spyOn(hub, 'adopt')
  const element = await where(hub)
  const isAsked = () => said(element).includes('Bring your basket (2 items) at Maison back to this browser?')
  await press(element, english.usePasskey, isAsked)
  expect(said(element)).toContain('This browser has another basket (3 items).')
  await expect(element).to.be.accessible()
  await press(element, english.doNot, () => !isAsked())
  expect(adopt).not.toHaveBeenCalled()
  await press(element, english.usePasskey, isAsked)
  await press(element, english.bringItBack, () => said(element).includes('Your basket at Maison is back.'))
  expect(adopt).toHaveBeenCalledTimes(1)
})

test.each([
  ['NotAllowedError', english.passkeyNot],
  ['InvalidStateError', english.passkeyHere],
])('a device that answers %s is told of in words, and nothing has changed', async (name, words) => {
  const device = new TestDevice()
  device.fault = Object.assign(new Error('no'), { name })
  const element = await where(new TestHub([journeyOf()]), device)
  await press(element, english.keepForGood, () => said(element).includes(words))
  await expect(element).to.be.accessible()
  expect(said(element)).not.toContain('Passkey made')
})

test('a passkey that was removed opens nothing, and the device is told so', async () => {
  const hub = new TestHub()
  const device = new TestDevice()
  hub.answer = new ToteError('not_found')
  const element = await where(hub, device)
  await press(element, english.usePasskey, () => said(element).includes(english.passkeyGone))
  expect(device.forgotten).toEqual(['cred'])
})

async function continued(hub: TestHub): Promise<ToteContinue> {
  const element = await fixture(
    html`<tote-continue
      .api=${hub}
      .device=${new TestDevice()}
      .texts=${texts}
      .known=${{ claim }}
    ></tote-continue>`,
  )
  if (!(element instanceof ToteContinue)) throw new Error('not defined')
  await until(() => said(element).includes(english.noBasket))
  return element
}

test('[U53] asked by another site with no basket here: the passkey brings it, and the question is put', async () => {
  const element = await continued(new TestHub())
  await expect(element).to.be.accessible()
  await press(element, english.usePasskey, () =>
    said(element).includes('Show your basket (2 items) on portal.test?'),
  )
  await expect(element).to.be.accessible()
})

test('a passkey of another shop’s basket is told to be that', async () => {
  const hub = new TestHub()
  hub.answer = offered({ tenantName: 'Ondine' })
  const element = await continued(hub)
  await press(element, english.usePasskey, () => said(element).includes('for a basket at Ondine'))
  expect(said(element)).toContain(english.noBasket)
})
