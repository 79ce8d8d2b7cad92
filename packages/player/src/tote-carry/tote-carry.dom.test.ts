import { ToteError } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
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
  find(element, '[part=unfold]').click()
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

test.each([
  [{ status: 'declined' }, 'Not connected.'],
  [{ status: 'over' }, 'Not connected: the code is over.'],
  [{ status: 'failed', error: new ToteError('internal') }, 'That did not go through.'],
] as const)('[D7] a claim that is %j says so, and one button asks for a new code', async (claim, words) => {
  const { element, intents, $claim } = await opened()
  $claim.set(claim)
  await elementUpdated(element)
  expect(textOf(find(element, '[role=status]'))).toContain(words)
  expect(element.shadowRoot?.querySelector('[part=code], form')).toBeNull()
  await expect(element).to.be.accessible()
  find(element, '[part=here]').click()
  await vi.waitFor(() => expect(intents).toEqual([['ask']]))
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

describe('in a frame of the hub', () => {
  async function framed(options: Parameters<typeof createTestTote>[0], isAllowed = true) {
    const asked = vi
      .spyOn(document, 'requestStorageAccess')
      .mockImplementation(() => (isAllowed ? Promise.resolve() : Promise.reject(new DOMException('no'))))
    onTestFinished(() => asked.mockRestore())
    const made = createTestTote(options)
    const element = await mount('tote-carry', made.tote, { open: true })
    await vi.waitFor(() => expect(element.shadowRoot?.querySelector('[part=here]')).not.toBeNull())
    return { ...made, asked, element, way: () => element.shadowRoot?.querySelector('[part=follow]') ?? null }
  }
  const told = (element: ToteCarry) => textOf(find(element, '[role=alert]'))

  test('who said "follow me" brings it without a window: the browser is asked by the press, and not before', async () => {
    const followed = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true))
    const { element, asked, intents, way } = await framed({ followed })
    await vi.waitFor(() => expect(way()).not.toBeNull())
    expect([asked.mock.calls.length, intents]).toEqual([0, []])
    await expect(element).to.be.accessible()
    const open = vi.spyOn(window, 'open')
    find(element, '[part=follow]').click()
    expect(asked).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(followed).toHaveBeenCalledTimes(1))
    expect([told(element), open.mock.calls, intents]).toEqual(['', [], []])
    open.mockRestore()
  })

  test('a browser that says no is not asked for anything else, and the hub is not asked at all', async () => {
    const followed = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true))
    const { element, way } = await framed({ followed }, false)
    await vi.waitFor(() => expect(way()).not.toBeNull())
    find(element, '[part=follow]').click()
    await vi.waitFor(() => expect(told(element)).toContain('did not allow that'))
    expect(followed).not.toHaveBeenCalled()
  })

  test.each([
    ['who has not said so', () => Promise.resolve(false), 'No basket follows you'],
    ['a hub that is away', () => Promise.reject(new Error('away')), 'did not go through'],
  ] as const)('%s is told', async (_, followed, words) => {
    const { element, way } = await framed({ followed })
    await vi.waitFor(() => expect(way()).not.toBeNull())
    find(element, '[part=follow]').click()
    await vi.waitFor(() => expect(told(element)).toContain(words))
  })

  test('a site’s own page has no such way', async () => {
    const { way } = await framed({})
    expect(way()).toBeNull()
  })
})

test('is folded until it is wanted, and again once the shopper is done', async () => {
  const { element } = await opened()
  find(element, '[part=close]').click()
  await elementUpdated(element)
  expect(element.open).toBe(false)
  expect(find(element, '[part=unfold]')).not.toBeNull()
})

describe('the chip over the picture', () => {
  async function chip(options: Parameters<typeof createTestTote>[0] = {}) {
    const made = createTestTote(options)
    const element = await mount('tote-carry', made.tote, { compact: true })
    return { ...made, element, shown: () => element.shadowRoot?.querySelector('[part=continue]') ?? null }
  }
  const hover = (element: ToteCarry, type: string, pointerType = 'mouse') =>
    find(element, '[part=continue]').dispatchEvent(new PointerEvent(type, { pointerType }))

  test('[D4] is there for a new journey with nothing in its basket, and accessible', async () => {
    const { element, shown, intents } = await chip()
    expect(textOf(find(element, '[part=continue]'))).toBe('Continue your basket')
    expect(intents).toEqual([])
    expect(shown()).not.toBeNull()
    await expect(element).to.be.accessible()
  })

  test('stands in one line where there is room for it', async () => {
    const { element, shown } = await chip()
    const words = shown()
    if (words === null) throw new Error('it is shown')
    const lineHeight = Number.parseFloat(getComputedStyle(words).lineHeight)
    const range = document.createRange()
    range.selectNodeContents(words)
    expect(range.getBoundingClientRect().height).toBeLessThan(lineHeight * 1.5)
    expect(element.getBoundingClientRect().width).toBeGreaterThan(range.getBoundingClientRect().width)
  })

  test.each([
    ['a journey that is continued', { journey: { status: 'open', isContinued: true, isKept: true } }],
    ['a journey that is not open yet', { journey: { status: 'opening' } }],
    ['something in the basket', { cart: testCart([testLine()]) }],
  ] as const)('is not there with %s', async (_, options) => {
    expect((await chip(options)).shown()).toBeNull()
  })

  test('asks ahead of the press, which opens the hub’s window at once and then shows the digits', async () => {
    const { element, intents, $claim } = await chip()
    hover(element, 'pointerenter')
    await vi.waitFor(() => expect(intents).toEqual([['ask']]))
    $claim.set(waiting)
    await elementUpdated(element)
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const open = vi.spyOn(window, 'open').mockReturnValue(frame.contentWindow)
    find(element, '[part=continue]').click()
    expect(open.mock.calls[0]?.[0]).toBe(waiting.window)
    await elementUpdated(element)
    expect(textOf(find(element, '[role=status]'))).toContain('36')
    find(element, '[part=continue]').click()
    expect([open.mock.calls.length, intents]).toEqual([1, [['ask']]])
    const data = { claim: waiting.claim, toteRelease: `tr_${'r'.repeat(22)}` }
    const origin = 'http://hub.localhost'
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: frame.contentWindow }))
    expect(intents.at(-1)).toEqual(['release', data.claim, data.toteRelease])
    open.mockRestore()
    frame.remove()
  })

  test('a press that comes first opens the window at once too, and leads it there when the hub has answered', async () => {
    const { element, intents } = await chip({ claim: waiting })
    const opened = { location: { href: '' }, close: vi.fn<() => void>() }
    const open = vi.spyOn(window, 'open').mockReturnValue(opened as unknown as Window)
    find(element, '[part=continue]').click()
    expect(open.mock.calls[0]?.[0]).toBe('')
    await vi.waitFor(() => expect(opened.location.href).toBe(waiting.window))
    expect([intents, opened.close.mock.calls]).toEqual([[['ask']], []])
    open.mockRestore()
  })

  test('asked anew after a no, it opens another window than the one that said so', async () => {
    const { element, $claim } = await chip({ claim: waiting })
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const open = vi.spyOn(window, 'open').mockReturnValue(frame.contentWindow)
    hover(element, 'pointerenter')
    await vi.waitFor(() => expect($claim.get().status).toBe('waiting'))
    find(element, '[part=continue]').click()
    $claim.set({ status: 'declined' })
    await vi.waitFor(() => expect(textOf(find(element, '[role=status]'))).toBe('Not connected.'))
    hover(element, 'pointerenter')
    await vi.waitFor(() => expect($claim.get().status).toBe('waiting'))
    await vi.waitFor(() => expect(textOf(find(element, '[role=status]'))).toBe(''))
    find(element, '[part=continue]').click()
    expect(open.mock.calls.map(([address]) => address)).toEqual([waiting.window, waiting.window])
    open.mockRestore()
    frame.remove()
  })

  test('a mouse that leaves without a press takes the question back; a finger is about to press', async () => {
    const { element, intents, $claim } = await chip()
    hover(element, 'pointerenter', 'touch')
    await vi.waitFor(() => expect(intents).toEqual([['ask']]))
    $claim.set(waiting)
    hover(element, 'pointerleave', 'touch')
    expect($claim.get().status).toBe('waiting')
    hover(element, 'pointerleave')
    expect($claim.get().status).toBe('none')
  })

  test('leaves alone what the panel has asked for', async () => {
    const { element, $claim, intents } = await chip()
    $claim.set(waiting)
    hover(element, 'pointerenter')
    await vi.waitFor(() => expect(element.shadowRoot?.querySelector('[part=continue]')).not.toBeNull())
    hover(element, 'pointerleave')
    expect([$claim.get().status, intents]).toEqual(['waiting', []])
  })

  test('[D7] a window that the browser does not open leads to the panel, with code and letters', async () => {
    const made = createTestTote()
    const host = document.createElement('div')
    Object.defineProperty(host, 'localName', { value: 'tote-player' })
    const openPanel = vi.fn<(panel: string) => void>()
    Object.assign(host, { openPanel })
    const root = host.attachShadow({ mode: 'open' })
    const [small, whole] = [new ToteCarry(), new ToteCarry()]
    small.compact = true
    for (const each of [small, whole]) each.tote = made.tote
    root.append(small, whole)
    document.body.append(host)
    await vi.waitFor(() => expect(small.shadowRoot?.querySelector('[part=continue]')).not.toBeNull())
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    find(small, '[part=continue]').click()
    await vi.waitFor(() => expect(made.intents).toEqual([['ask']]))
    made.$claim.set(waiting)
    await vi.waitFor(() => expect(textOf(find(whole, '[part=code]'))).toBe('WDJB-MJHT'))
    expect(textOf(find(whole, '[role=alert]'))).toContain('did not open')
    expect(openPanel).toHaveBeenCalledWith('cart')
    // The focus goes to the panel: what is asked there stays.
    find(small, '[part=continue]').dispatchEvent(new FocusEvent('blur'))
    expect(made.$claim.get().status).toBe('waiting')
    open.mockRestore()
    host.remove()
  })

  test('is taken away by its own button', async () => {
    const { element, shown } = await chip()
    find(element, '[part=dismiss]').click()
    await elementUpdated(element)
    expect(shown()).toBeNull()
  })
})
