import { afterEach, expect, test, vi } from 'vitest'
import { HUB, KEY, openTestPage, TAG, type TestPage } from './page-fixtures.ts'
import type { PlayerElement } from './mount.ts'
import type { ToteEmbed } from './start-embed.ts'

const pages: TestPage[] = []
const open = (body = '<tote-player show="spring"></tote-player>') => {
  const page = openTestPage(body)
  pages.push(page)
  return page
}
const player = ({ document }: TestPage) => {
  const found = document.querySelector<PlayerElement>('tote-player')
  if (found === null) throw new Error('the page has no player')
  return found
}

afterEach(() => {
  for (const page of pages.splice(0)) page.remove()
  vi.restoreAllMocks()
})

test('[U29] calls from before the script, from after it and from a cached one get the same object, in order', async () => {
  const page = open()
  const heard: [string, ToteEmbed][] = []
  page.window.tote = [(tote) => heard.push(['before', tote])]
  const tote = page.start()
  if (tote === null) throw new Error('no embed')
  tote.push((same) => heard.push(['after', same]))
  expect(heard).toEqual([
    ['before', tote],
    ['after', tote],
  ])
  expect(await tote.ready).toBe(tote)
  expect(page.window.tote).toBe(tote)
})

test('a call that throws does not end the others', () => {
  const page = open()
  const reported = vi.fn<(error: unknown) => void>()
  page.window.reportError = reported
  const later = vi.fn<() => void>()
  const fault = new Error('the page’s own')
  page.window.tote = [
    () => {
      throw fault
    },
    later,
  ]
  page.start()
  expect(later).toHaveBeenCalledOnce()
  expect(reported).toHaveBeenCalledWith(fault)
})

test('a player that is there and one that comes later get their poster at once', async () => {
  const page = open()
  page.start({ importShell: () => new Promise(() => undefined) })
  expect(player(page).querySelector('tote-poster button')).not.toBeNull()

  const around = page.document.createElement('section')
  const later = page.document.createElement('tote-player')
  later.setAttribute('show', 'spring')
  around.append(later)
  page.document.body.append(around)
  await vi.waitFor(() => expect(later.querySelector('tote-poster')).not.toBeNull())
})

test('[U21] hub and key are handed over as properties; the element gets no attribute', () => {
  const page = open()
  page.start()
  expect(player(page)).toMatchObject({ hub: HUB, key: KEY })
  expect(player(page).getAttributeNames()).toEqual(['show'])
})

test('an element’s own hub and key stand', () => {
  const page = open(
    '<tote-player show="spring" hub="https://other.example.com" key="pk_other1234"></tote-player>',
  )
  page.start()
  expect(player(page).key).toBeUndefined()
  expect(player(page).querySelector('img')?.src).toBe(
    'https://other.example.com/v1/shows/spring/poster?key=pk_other1234',
  )
})

test('[U22] the same version twice is silent and does nothing', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const page = open()
  const first = page.start()
  expect(page.start()).toBe(first)
  expect(player(page).querySelectorAll('tote-poster')).toHaveLength(1)
  expect(warn).not.toHaveBeenCalled()
})

test('[U22] another version warns once, naming both, and leaves the first in place', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const page = open()
  const first = page.start()
  expect(page.start({ version: '0.2.0' })).toBe(first)
  expect(warn).toHaveBeenCalledOnce()
  expect(warn.mock.lastCall?.[0]).toMatch(/0\.1\.0 .*0\.2\.0/)
})

test('[U22] an npm copy that is there is used, and another version of it is named', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const page = open()
  await page.shell.import()
  const tote = page.start({ version: '0.2.0' })
  expect(await tote?.player()).toBe(player(page))
  expect(page.shell.tries).toBe(1)
  expect(player(page)).toMatchObject({ hub: HUB, key: KEY })
  expect(warn).toHaveBeenCalledOnce()
  // Nor does it get an engine of this version.
  player(page).dispatchEvent(new Event('pointerenter'))
  expect(page.shell.hints).toEqual([])
})

test('`player` waits until the element is defined, and is null where there is none', async () => {
  const page = open()
  const tote = page.start()
  const found = await tote?.player('[show=spring]')
  expect(found?.matches(':defined')).toBe(true)
  expect(found?.querySelector('tote-poster')).toBeNull()
  expect(await tote?.player('#nowhere')).toBeNull()
})

test('[U31] a player with no show logs one clear error and says so to the shopper', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const page = open('<tote-player></tote-player>')
  page.start()
  await vi.waitFor(() => expect(error).toHaveBeenCalledOnce())
  expect(error.mock.lastCall?.[0]).toMatch(/no show attribute.*show="spring"/)
  expect(player(page).querySelector('[role=alert]')?.textContent).toBe('This show is not set up yet.')
})

test.each([
  ['data-key', { key: null }, /no data-key.*data-key="pk_/],
  ['data-hub', { hub: 'hub' }, /data-hub is "hub".*https:\/\/hub\.example\.com/],
])('[U30] a wrong %s is named in the console and in `tote-error`', async (field, wrong, words) => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const page = open()
  const faults: unknown[] = []
  page.document.addEventListener('tote-error', (event) => faults.push(Reflect.get(event, 'error')))
  page.start({
    tag: { ...TAG, ...wrong },
  })
  await vi.waitFor(() => expect(error.mock.lastCall?.[0]).toMatch(words))
  expect(faults).toMatchObject([{ code: 'bad_attribute', details: { field } }])
})

test('a fault whose words cannot be had is told by its code, its attribute and what was read', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const page = open()
  page.start({
    tag: { ...TAG, hub: 'hub' },
    importChunk: () => Promise.reject(new TypeError('Failed to fetch')),
  })
  await vi.waitFor(() => expect(error.mock.lastCall?.[0]).toBe('[tote] bad_attribute data-hub hub'))
})
