import { showSchema } from '@tote/protocol'
import { atom } from 'nanostores'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestTote, testCart, testLine, type Intent } from '../internal/testing/tote-fixtures.ts'
import { carryLinks } from './carry-links.ts'
import { takeTicket } from './take-ticket.ts'

const TICKET = `tt_${'a'.repeat(22)}`
const MARKET = 'https://market.test'
const PORTAL = 'https://portal.test'
const HUB = 'http://hub.localhost'

describe('a ticket in the address', () => {
  const here = location.pathname + location.search
  afterEach(() => history.replaceState(null, '', here))

  test.each([
    [`#tote=${TICKET}`, ''],
    [`#reviews&tote=${TICKET}`, '#reviews'],
    [`#tote=${TICKET}&t=30`, '#t=30'],
  ])('%s is taken once and leaves %j behind', (hash, rest) => {
    history.replaceState(null, '', here + hash)
    expect(takeTicket(document)).toBe(TICKET)
    expect(location.hash).toBe(rest)
    expect(takeTicket(document)).toBeNull()
  })

  test.each(['', '#reviews', '#tote=<script>', '#note=tt_x'])('%j holds none and stays', (hash) => {
    history.replaceState(null, '', here + hash)
    const before = location.hash
    expect([takeTicket(document), location.hash]).toEqual([null, before])
  })

  test('that the loader lifted comes from there', () => {
    const tickets = [TICKET, null]
    Object.defineProperty(document, Symbol.for('tote.ticket'), {
      configurable: true,
      value: () => tickets.shift(),
    })
    expect([takeTicket(document), takeTicket(document)]).toEqual([TICKET, null])
    Reflect.deleteProperty(document, Symbol.for('tote.ticket'))
  })
})

describe('a link to another site', () => {
  let stop: () => void
  let intents: readonly Intent[]
  const mint = vi.fn<(origin: string) => Promise<string | null>>(() => Promise.resolve(TICKET))
  const followed: string[] = []
  // Seen after the decoration, before the browser would go.
  const follow = (event: MouseEvent) => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
    if (!event.defaultPrevented && link !== undefined) followed.push(link.href)
    event.preventDefault()
  }

  beforeEach(() => {
    mint.mockClear()
    followed.length = 0
    start({ units: 2, adoptTo: [PORTAL] })
    window.addEventListener('click', follow)
  })
  afterEach(() => {
    stop()
    window.removeEventListener('click', follow)
    document.body.replaceChildren()
  })

  function start({ units, adoptTo }: { units: number; adoptTo?: string[] }): void {
    const made = createTestTote({ cart: testCart(units === 0 ? [] : [testLine({ quantity: units })]) })
    const { tote, $show } = made
    const show = showSchema.parse({ id: 'spring', title: 'Spring', status: 'live', startsAt: 0 })
    $show.set({ status: 'ready', show, tenantName: 'Maison', adoptTo })
    intents = made.intents
    stop = carryLinks(document, {
      ...tote,
      journey: { ...tote.journey, $carryTo: atom([MARKET]), mintTicket: mint },
    })
  }

  function link(href: string): HTMLAnchorElement {
    const made = document.createElement('a')
    made.href = href
    made.textContent = 'Also there'
    document.body.append(made)
    return made
  }

  async function press(target: HTMLElement, init: MouseEventInit = {}): Promise<void> {
    target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    await Promise.resolve()
    await Promise.resolve()
    target.dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...init }),
    )
  }

  test.each([
    [`${MARKET}/`, `${MARKET}/#tote=${TICKET}`],
    [`${MARKET}/deep?a=1#reviews`, `${MARKET}/deep?a=1#reviews&tote=${TICKET}`],
  ])('%s is followed as %s, and is itself again after', async (href, decorated) => {
    const target = link(href)
    await press(target)
    expect(followed).toEqual([decorated])
    await vi.waitFor(() => expect(target.href).toBe(href))
  })

  test('opened in a new tab carries too', async () => {
    await press(link(`${MARKET}/`), { ctrlKey: true })
    expect(followed).toEqual([`${MARKET}/#tote=${TICKET}`])
  })

  test.each(['https://elsewhere.test/', 'https://market.test.evil.test/', 'mailto:a@market.test', '/here'])(
    '%s gets no ticket',
    async (href) => {
      const target = link(href)
      const before = target.href
      await press(target)
      expect([mint.mock.calls.length, followed]).toEqual([0, [before]])
    },
  )

  test('that says no to it gets none', async () => {
    const target = link(`${MARKET}/`)
    target.setAttribute('data-tote-no-carry', '')
    await press(target)
    expect([mint.mock.calls.length, followed]).toEqual([0, [`${MARKET}/`]])
  })

  test('that the page itself handles stays the page’s', async () => {
    const target = link(`${MARKET}/`)
    target.addEventListener('click', (event) => event.preventDefault())
    await press(target)
    expect([target.href, followed]).toEqual([`${MARKET}/`, []])
  })

  test('inside a shadow root is seen as well', async () => {
    const host = document.createElement('div')
    const target = link(`${MARKET}/`)
    host.attachShadow({ mode: 'open' }).append(target)
    document.body.append(host)
    await press(target)
    expect(followed).toEqual([`${MARKET}/#tote=${TICKET}`])
  })

  test('each click has a ticket of its own', async () => {
    const target = link(`${MARKET}/`)
    await press(target)
    await vi.waitFor(() => expect(target.href).toBe(`${MARKET}/`))
    await press(target)
    expect(mint).toHaveBeenCalledTimes(2)
  })

  describe('that is not trusted', () => {
    const decorated = `${HUB}/adopt?to=${encodeURIComponent(`${PORTAL}/article?a=1#show`)}#tote=${TICKET}`

    test('leads by the hub, with a ticket made out to the hub alone', async () => {
      const target = link(`${PORTAL}/article?a=1#show`)
      target.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))
      await vi.waitFor(() => expect(intents).toEqual([['mintTicket', HUB]]))
      await press(target)
      expect([followed, mint.mock.calls]).toEqual([[decorated], []])
      await vi.waitFor(() => expect(target.href).toBe(`${PORTAL}/article?a=1#show`))
    })

    test.each([
      ['a basket with nothing in it', { units: 0, adoptTo: [PORTAL] }],
      ['a site that the hub has not named', { units: 2, adoptTo: ['https://other.test'] }],
      ['a page that was told of none', { units: 2 }],
    ])('leads straight there with %s', async (_, given) => {
      stop()
      start(given)
      await press(link(`${PORTAL}/`))
      expect([followed, intents]).toEqual([[`${PORTAL}/`], []])
    })

    test('leads straight there where the hub would not take the address', async () => {
      const href = `${PORTAL}/?${'a'.repeat(2000)}`
      await press(link(href))
      expect([followed, intents]).toEqual([[href], []])
    })
  })
})
