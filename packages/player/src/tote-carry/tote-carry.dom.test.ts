import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteCarry } from './tote-carry.ts'

customElements.define('tote-carry', ToteCarry)

const waiting = {
  status: 'waiting',
  claim: `tk_${'c'.repeat(22)}`,
  code: 'WDJBMJHT',
  match: '36',
  window: 'http://hub.localhost/continue?c=x',
  elsewhere: 'http://hub.localhost/continue?code=WDJBMJHT',
} as const

async function opened() {
  const made = createTestTote()
  const element = await mount('tote-carry', made.tote)
  await vi.waitFor(() => expect(element.shadowRoot?.querySelector('[part=here]')).not.toBeNull())
  return { ...made, element }
}

test('offers both ways and the code field, without asking for anything yet', async () => {
  const { element, intents } = await opened()
  expect(find(element, '[part=there]')).not.toBeNull()
  expect(intents).toEqual([])
  await expect(element).to.be.accessible()
})

test('a claim is drawn to be scanned, read and compared', async () => {
  const { element, intents, $claim } = await opened()
  find(element, '[part=here]').click()
  await vi.waitFor(() => expect(intents).toEqual([['ask']]))
  $claim.set(waiting)
  await elementUpdated(element)
  expect(textOf(find(element, '[part=code]'))).toBe('WDJB-MJHT')
  expect(textOf(find(element, '[part~=match]'))).toBe('36')
  expect(find(element, '[part=scan] path').getAttribute('d')?.length).toBeGreaterThan(500)
  await expect(element).to.be.accessible()
})

test('[D7] a window that the browser does not open leaves the code and says so', async () => {
  const { element, $claim } = await opened()
  $claim.set(waiting)
  await elementUpdated(element)
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  find(element, '[part=open]').click()
  await elementUpdated(element)
  expect(textOf(find(element, '[role=alert]'))).toContain('did not open')
  expect(find(element, '[part=code]')).not.toBeNull()
  open.mockRestore()
})

test('[postMessage from a stranger] is no release, whatever it says and whoever sends it', async () => {
  const { element, intents, $claim } = await opened()
  $claim.set(waiting)
  await elementUpdated(element)
  const data = { claim: waiting.claim, toteRelease: `tr_${'r'.repeat(22)}` }
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const open = vi.spyOn(window, 'open').mockReturnValue(frame.contentWindow)
  find(element, '[part=open]').click()
  const send = (init: MessageEventInit) => window.dispatchEvent(new MessageEvent('message', init))
  const ours = { origin: 'http://hub.localhost', source: frame.contentWindow }
  send({ ...ours, data, origin: 'http://evil.localhost' })
  send({ ...ours, data, source: window })
  send({ ...ours, data: 'release' })
  send({ ...ours, data: { claim: waiting.claim } })
  expect(intents).toEqual([])
  send({ ...ours, data })
  expect(intents).toEqual([['release', data.claim, data.toteRelease]])
  open.mockRestore()
  frame.remove()
})

test('from a site that may not have tickets, the way is by the hub', async () => {
  const { element, intents } = await opened()
  find(element, '[part=there]').click()
  await vi.waitFor(() => expect(intents).toEqual([['mintTicket', 'http://hub.localhost']]))
})

test('a mistyped code is told before anything is opened', async () => {
  const { element, intents } = await opened()
  const open = vi.spyOn(window, 'open')
  await userEvent.type(find(element, 'input'), 'nonsense{Enter}')
  await elementUpdated(element)
  expect(textOf(find(element, '[role=alert]'))).toContain('WDJB-MJHT')
  expect([open.mock.calls.length, intents]).toEqual([0, []])
  open.mockRestore()
})
