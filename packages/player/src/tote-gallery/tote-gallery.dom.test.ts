import { elementUpdated } from '@tote/testkit/dom'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import '../define/define.ts'
import '../define/tote-gallery.ts'
import { SHOWS_HUB, SHOWS_KEY, serveShows, testShow } from '../internal/testing/shows-fixtures.ts'
import { listen, textOf } from '../internal/testing/mount-fixtures.ts'
import type { ToteGallery } from './tote-gallery.ts'

const five = ['a', 'b', 'c', 'd', 'e'].map((id) => testShow({ id, title: `Show ${id}`, status: 'ended' }))

async function mountGallery(properties: Partial<ToteGallery> = {}, dir = 'ltr'): Promise<ToteGallery> {
  const box = document.createElement('main')
  box.dir = dir
  const gallery = document.createElement('tote-gallery')
  Object.assign(gallery, { hub: SHOWS_HUB, key: SHOWS_KEY, ...properties })
  box.append(gallery)
  document.body.append(box)
  onTestFinished(() => box.remove())
  await elementUpdated(gallery)
  return gallery
}

const tiles = (gallery: ToteGallery) => [...gallery.renderRoot.querySelectorAll<HTMLElement>('button.show')]

async function shown(gallery: ToteGallery, count: number): Promise<HTMLElement[]> {
  await vi.waitFor(() => expect(tiles(gallery)).toHaveLength(count))
  return tiles(gallery)
}

describe.each(['carousel', 'stories', 'grid'] as const)('as a %s', (layout) => {
  test('shows are there with poster, state and title, and can be read by all', async () => {
    serveShows([
      testShow({ title: 'Spring', productCount: 12 }),
      testShow({ id: 'next', title: 'Summer', status: 'scheduled', productCount: 0 }),
      testShow({ id: 'was', title: 'Winter', status: 'ended', productCount: 1 }),
    ])
    const gallery = await mountGallery({ layout })
    const [live, next, was] = await shown(gallery, 3)
    expect([live, next, was].map((tile) => tile?.dataset['status'])).toEqual(['live', 'scheduled', 'ended'])
    expect(live?.textContent).toContain('Live')
    if (layout !== 'stories') {
      expect(live?.textContent).toContain('12 products')
      expect(next?.textContent).toContain('Soon')
      expect(was?.textContent).toContain('1 product')
    }
    await expect(gallery).to.be.accessible()
  })

  test('what is on its way takes the room it will have', async () => {
    serveShows(five)
    const gallery = await mountGallery({ layout, limit: 5 })
    const before = gallery.getBoundingClientRect().height
    await shown(gallery, 5)
    expect(gallery.getBoundingClientRect().height).toBeCloseTo(before, 0)
  })
})

test('with no shows there are no buttons to move them', async () => {
  serveShows([])
  const gallery = await mountGallery()
  await vi.waitFor(() => expect(gallery.renderRoot.querySelector('.empty')).not.toBeNull())
  const arrow = gallery.renderRoot.querySelector('[part=arrow]')
  expect(arrow?.checkVisibility({ visibilityProperty: true })).toBe(false)
})

describe('opening a show', () => {
  test('puts its player into a dialog, in the page’s own tree, and takes it out again', async () => {
    serveShows([testShow()])
    const heard = listen('tote-show-open', 'tote-show-close')
    const gallery = await mountGallery()
    const [tile] = await shown(gallery, 1)
    tile?.focus()
    await userEvent.keyboard('{Enter}')
    await elementUpdated(gallery)
    const player = gallery.querySelector('tote-player')
    expect(player?.getAttribute('show')).toBe('spring')
    expect([player?.getAttribute('hub'), player?.getAttribute('key')]).toEqual([SHOWS_HUB, SHOWS_KEY])
    expect(gallery.renderRoot.querySelector('dialog')?.matches(':modal')).toBe(true)
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(gallery.querySelector('tote-player')).toBeNull())
    expect(gallery.renderRoot.querySelector('dialog')).toBeNull()
    // The browser gives it back to what opened the dialog.
    expect(gallery.shadowRoot?.activeElement).toBe(tile)
    expect(heard.heard.map(({ type }) => type)).toEqual(['tote-show-open', 'tote-show-close'])
    heard.stop()
  })

  test('in place it stands above the shows, and the one that is on is marked', async () => {
    serveShows(five)
    const gallery = await mountGallery({ open: 'place' })
    const [, second] = await shown(gallery, 5)
    second?.click()
    await elementUpdated(gallery)
    expect(gallery.renderRoot.querySelector('dialog')).toBeNull()
    expect(second?.getAttribute('aria-current')).toBe('true')
    expect(gallery.querySelector('tote-player')?.getAttribute('show')).toBe('b')
    await expect(gallery).to.be.accessible()
  })

  test('one goes on to the show beside it', async () => {
    serveShows(five)
    const gallery = await mountGallery()
    const [first] = await shown(gallery, 5)
    first?.click()
    await elementUpdated(gallery)
    const step = gallery.renderRoot.querySelector<HTMLElement>('[part=step]')
    expect(step?.getAttribute('aria-label')).toBe('Next show: Show b')
    step?.click()
    await elementUpdated(gallery)
    expect([...gallery.querySelectorAll('tote-player')].map((player) => player.getAttribute('show'))).toEqual(
      ['b'],
    )
  })

  test('a page that opens shows itself is left to it', async () => {
    serveShows([testShow()])
    const gallery = await mountGallery()
    gallery.addEventListener('tote-show-open', (event) => event.preventDefault())
    const [tile] = await shown(gallery, 1)
    tile?.click()
    await elementUpdated(gallery)
    expect(gallery.querySelector('tote-player')).toBeNull()
  })

  test('a show to come does not play by itself, one that is on does', async () => {
    serveShows([testShow(), testShow({ id: 'next', status: 'scheduled' })])
    const gallery = await mountGallery()
    await shown(gallery, 2)
    gallery.openShow('next')
    expect(gallery.querySelector('tote-player')?.hasAttribute('autoplay')).toBe(false)
    gallery.openShow('spring')
    expect(gallery.querySelector('tote-player')?.hasAttribute('autoplay')).toBe(true)
  })
})

describe('the row', () => {
  test.each([
    ['ltr', '{ArrowRight}', '{ArrowLeft}'],
    ['rtl', '{ArrowLeft}', '{ArrowRight}'],
  ])('%s: arrow keys go along it, Home and End to its ends', async (dir, onward, back) => {
    serveShows(five)
    const gallery = await mountGallery({}, dir)
    const all = await shown(gallery, 5)
    const at = () => all.indexOf(gallery.shadowRoot?.activeElement as HTMLElement)
    all[0]?.focus()
    const visited = []
    for (const key of [onward, onward, back, '{End}', '{Home}']) {
      await userEvent.keyboard(key)
      visited.push(at())
    }
    expect(visited).toEqual([1, 2, 1, 4, 0])
  })

  test.each(['ltr', 'rtl'])('%s: its buttons move it, and say when there is no further', async (dir) => {
    serveShows(five)
    const gallery = await mountGallery({}, dir)
    gallery.parentElement?.setAttribute('class', 'narrow')
    gallery.style.inlineSize = '320px'
    await shown(gallery, 5)
    const [back, onward] = gallery.renderRoot.querySelectorAll<HTMLElement>('[part=arrow]')
    await vi.waitFor(() => expect(onward?.getAttribute('aria-disabled')).toBe('false'))
    expect(back?.getAttribute('aria-disabled')).toBe('true')
    onward?.click()
    await vi.waitFor(() => expect(back?.getAttribute('aria-disabled')).toBe('false'))
  })
})

describe('from the hub', () => {
  test('more shows come by a button, each once though one has moved back in the order', async () => {
    const hub = serveShows(five)
    const gallery = await mountGallery({ limit: 2, layout: 'grid' })
    await shown(gallery, 2)
    hub.shows = [five[1], five[0], ...five.slice(2)].filter((show) => show !== undefined)
    gallery.renderRoot.querySelector<HTMLElement>('.more')?.click()
    await vi.waitFor(() => expect(tiles(gallery).length).toBeGreaterThan(2))
    const ids = tiles(gallery).map((tile) => tile.dataset['show'])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a page names the shows it wants', async () => {
    const hub = serveShows(five)
    const gallery = await mountGallery({ shows: 'd  b' })
    await shown(gallery, 2)
    expect(hub.asked[0]?.searchParams.get('only')).toBe('d,b')
  })

  test('[U75] what it asks of the hub is one list, and nothing tells that it was seen', async () => {
    const hub = serveShows(five)
    const beacon = vi.spyOn(navigator, 'sendBeacon')
    const gallery = await mountGallery()
    const [tile] = await shown(gallery, 5)
    tile?.focus()
    gallery.scrollIntoView()
    await new Promise((done) => requestAnimationFrame(done))
    expect(hub.asked.map(({ pathname }) => pathname)).toEqual(['/v1/shows'])
    expect(beacon).not.toHaveBeenCalled()
    beacon.mockRestore()
  })

  test('a hub that is away is said, and asked again', async () => {
    const hub = serveShows([testShow()])
    hub.isDown = true
    const told = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const gallery = await mountGallery()
    await vi.waitFor(() => expect(gallery.renderRoot.querySelector('.failed')).not.toBeNull())
    expect(told).toHaveBeenCalledTimes(1)
    await expect(gallery).to.be.accessible()
    hub.isDown = false
    gallery.renderRoot.querySelector<HTMLElement>('.failed button')?.click()
    await shown(gallery, 1)
    told.mockRestore()
  })

  test('[U30] a missing key is named once', async () => {
    serveShows([])
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const gallery = await mountGallery({ key: null })
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
    expect(String(told.mock.calls[0])).toContain('key of <tote-gallery> is missing')
    expect(textOf(gallery.renderRoot.querySelector('.failed') ?? gallery)).toContain('could not be loaded')
    told.mockRestore()
  })

  test('a page without shows says so', async () => {
    serveShows([])
    const gallery = await mountGallery()
    await vi.waitFor(() =>
      expect(textOf(gallery.renderRoot.querySelector('.empty') ?? gallery)).toBe('There are no shows yet.'),
    )
  })
})
