import { afterEach, expect, test, vi } from 'vitest'
import { HUB, KEY, openTestPage, TAG, type TestPage } from './page-fixtures.ts'
import type { ShowsChunk } from './shows/shows.ts'

const pages: TestPage[] = []
function open(body: string) {
  const page = openTestPage(body)
  pages.push(page)
  return page
}

afterEach(() => {
  for (const page of pages.splice(0)) page.remove()
  vi.restoreAllMocks()
})

/** A page whose chunk writes down what it is asked for. */
function start(page: TestPage, importShows?: () => Promise<ShowsChunk>) {
  const asked: [string, string][] = []
  const tries = { count: 0 }
  const chunk: ShowsChunk = {
    mountShows: (element) => void asked.push(['mount', element.localName]),
    openShow: (trigger) => void asked.push(['open', trigger.dataset['toteLauncher'] ?? '']),
  }
  page.start({
    importShows() {
      tries.count += 1
      return importShows === undefined ? Promise.resolve(chunk) : importShows()
    },
  })
  return { asked, tries }
}

test('a gallery, a launcher and a place for a gallery are drawn, by code that is loaded once', async () => {
  const page = open(
    '<tote-gallery></tote-gallery><div data-tote-gallery></div><tote-launcher></tote-launcher>',
  )
  const { asked, tries } = start(page)
  await vi.waitFor(() => expect(asked).toHaveLength(3))
  expect(asked.map(([, name]) => name).toSorted()).toEqual(['div', 'tote-gallery', 'tote-launcher'])
  expect(tries.count).toBe(1)
})

test('a page without them loads nothing for them', async () => {
  const page = open('<tote-player show="spring"></tote-player>')
  const { tries } = start(page)
  await new Promise((done) => page.window.requestAnimationFrame(done))
  expect(tries.count).toBe(0)
})

test('[U29] a button that is pressed before its code is there opens its show when it comes', async () => {
  const page = open('<button data-tote-launcher="spring">Watch</button>')
  let arrive: (chunk: ShowsChunk) => void = () => undefined
  const opened: string[] = []
  start(page, () => new Promise((resolve) => (arrive = resolve)))
  page.document.querySelector('button')?.click()
  arrive({
    mountShows: () => undefined,
    openShow: (trigger) => void opened.push(trigger.dataset['toteLauncher'] ?? ''),
  })
  await vi.waitFor(() => expect(opened).toEqual(['spring']))
})

test('[U31] a button that names no show is told once, with what to write', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const page = open('<button data-tote-launcher>Watch</button>')
  const { tries } = start(page)
  page.document.querySelector('button')?.click()
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
  expect(String(told.mock.calls[0])).toContain('data-tote-launcher="spring"')
  expect(tries.count).toBe(0)
})

test('code that cannot be loaded is told, and the next press tries again', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const page = open('<button data-tote-launcher="spring">Watch</button>')
  const { tries } = start(page, () => Promise.reject(new TypeError('Failed to fetch')))
  page.document.querySelector('button')?.click()
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
  expect(String(told.mock.calls[0])).toMatch(/<button> could not be loaded: TypeError: Failed to fetch/)
  page.document.querySelector('button')?.click()
  await vi.waitFor(() => expect(tries.count).toBe(2))
})

test('the elements get the tag’s hub and key, without an attribute sprouting', async () => {
  const page = open('<tote-player show="spring"></tote-player>')
  const { mountShows } = await import('./shows/shows.ts')
  page.remove()
  const box = document.createElement('div')
  box.dataset['toteGallery'] = 'grid'
  document.body.append(box)
  mountShows(box, TAG)
  const gallery = box.querySelector('tote-gallery')
  expect([gallery?.hub, gallery?.key, gallery?.getAttributeNames()]).toEqual([HUB, KEY, ['layout']])
  box.remove()
})

test('a button of the page opens its show in a dialog, with the tag’s hub and key', async () => {
  const { openShow } = await import('./shows/shows.ts')
  const button = document.createElement('button')
  button.dataset['toteLauncher'] = 'spring'
  document.body.append(button)
  openShow(button, TAG)
  openShow(button, TAG)
  const [launcher, second] = document.querySelectorAll('tote-launcher')
  const player = launcher?.querySelector('tote-player')
  expect(['show', 'hub', 'key'].map((name) => player?.getAttribute(name))).toEqual(['spring', HUB, KEY])
  expect(second).toBeUndefined()
  launcher?.remove()
  button.remove()
})
