import type { StreamOpener } from './early/open-stream.ts'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { openTestPage, type TestPage } from './page-fixtures.ts'

const DOT = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="9" height="16"%3E%3C/svg%3E'
const pages: TestPage[] = []
const open = (body = '<tote-player show="spring"></tote-player>') => {
  const page = openTestPage(body)
  pages.push(page)
  return page
}
const find = (page: TestPage, selector: string) => {
  const found = page.document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`the page has no ${selector}`)
  return found
}

afterEach(() => {
  for (const page of pages.splice(0)) page.remove()
  vi.restoreAllMocks()
})

test('the poster keeps its room from the first paint, by a sheet and no style attribute', () => {
  const page = open('<tote-player show="spring"></tote-player><p>Below</p>')
  page.start()
  const { height } = find(page, 'tote-player').getBoundingClientRect()
  expect(height).toBe(find(page, 'tote-poster').getBoundingClientRect().height)
  expect(height).toBeGreaterThan(100)
  expect(page.document.querySelector('[style], style')).toBeNull()
})

test('the picture is in the player’s slot, so it stays when the player takes over', async () => {
  const page = open('<tote-player show="spring"></tote-player>')
  find(page, 'tote-player').setAttribute('poster', DOT)
  page.start()
  expect(find(page, 'tote-player > img').slot).toBe('poster')
  await vi.waitFor(() => expect(page.document.querySelector('tote-poster')).toBeNull())
  expect(find(page, 'tote-player > img').slot).toBe('poster')
})

test('a poster of the page’s own stays the only one', () => {
  const page = open('<tote-player show="spring"><img slot="poster" alt="" /></tote-player>')
  page.start()
  expect(page.document.querySelectorAll('tote-player > img')).toHaveLength(1)
})

test('start loads the player, hands the focus on and plays once', async () => {
  const page = open()
  page.start()
  const button = find(page, 'tote-poster button')
  button.click()
  button.click()
  await vi.waitFor(() => expect(page.shell.plays).toBe(1))
  expect(page.shell.tries).toBe(1)
  expect(page.document.querySelector('tote-poster')).toBeNull()
})

test('a player that is seen is loaded and not played', async () => {
  const page = open()
  page.start()
  await vi.waitFor(() => expect(find(page, 'tote-player').matches(':defined')).toBe(true))
  await vi.waitFor(() => expect(page.document.querySelector('tote-poster')).toBeNull())
  expect(page.shell.plays).toBe(0)
})

test('a failure shows words and a retry, is told, and is forgotten: the retry plays', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const page = open()
  page.shell.isBroken = true
  const faults: unknown[] = []
  page.document.addEventListener('tote-error', (event) => faults.push(Reflect.get(event, 'error')))
  page.start()
  find(page, 'tote-poster button').click()
  await vi.waitFor(() => expect(find(page, '[role=alert]').textContent).toMatch(/could not be loaded/))
  await vi.waitFor(() => expect(faults).toMatchObject([{ code: 'hub_unreachable' }]))

  page.shell.isBroken = false
  find(page, 'tote-poster button').click()
  await vi.waitFor(() => expect(page.shell.plays).toBe(1))
})

test('an element removed while it loads is let go of without a word', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const page = open()
  page.shell.isBroken = true
  page.start()
  find(page, 'tote-poster button').click()
  find(page, 'tote-player').remove()
  await vi.waitFor(() => expect(page.shell.tries).toBe(1))
  expect(error).not.toHaveBeenCalled()
})

test('what the page wrote inside gives way to the poster, and is back when the player cannot come', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const page = open('<tote-player show="spring"><a href="/show">Watch the show</a></tote-player>')
  page.shell.isBroken = true
  page.start()
  const link = find(page, 'tote-player a')
  expect(page.window.getComputedStyle(link).display).toBe('none')
  find(page, 'tote-poster button').click()
  await vi.waitFor(() => expect(page.window.getComputedStyle(link).display).not.toBe('none'))
})

test('one that plays by itself has code, show and stream on their way at once; the shell runs once the stream is asked for', async () => {
  const page = open('<tote-player show="spring" autoplay></tote-player>')
  const asked = vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => undefined))
  const opened = Promise.withResolvers<void>()
  const openStream = vi.fn<StreamOpener['openStream']>(() => opened.promise)
  const imported: string[] = []
  page.start({
    importChunk(name) {
      imported.push(name)
      return Promise.resolve({ openStream })
    },
  })
  await vi.waitFor(() => expect(openStream).toHaveBeenCalledOnce())
  expect(page.shell.hints).toEqual(['shell', 'engine'])
  expect(imported).toEqual(['open-stream'])
  expect(asked.mock.calls).toEqual([
    ['https://hub.example.com/v1/shows/spring?key=pk_test1234', { credentials: 'omit' }],
  ])
  const answer: unknown = Reflect.get(page.document, Symbol.for('tote.early'))
  expect(answer).toHaveProperty('size', 1)
  const [player, source] = openStream.mock.lastCall ?? []
  expect(player).toBe(find(page, 'tote-player'))
  expect([...(answer as Map<string, unknown>).values()]).toEqual([source])
  opened.resolve()
  await vi.waitFor(() => expect(imported).toEqual(['open-stream', 'engine', 'shell']))
})

test('a stream that does not answer holds the shell up for no more than 400 ms', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const page = open('<tote-player show="spring" src="/own.m3u8" autoplay></tote-player>')
  const imported: string[] = []
  page.start({
    importChunk(name) {
      imported.push(name)
      return Promise.resolve({ openStream: () => new Promise(() => undefined) })
    },
  })
  find(page, 'tote-player').dispatchEvent(new Event('pointerenter'))
  await vi.advanceTimersByTimeAsync(399)
  expect(imported).not.toContain('shell')
  await vi.advanceTimersByTimeAsync(1)
  expect(imported).toContain('shell')
})

test('a stream of the page’s own is opened, not the show’s; what cannot be opened ahead holds nothing up', async () => {
  const page = open('<tote-player show="spring" src="/own.m3u8" autoplay></tote-player>')
  vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => undefined))
  const openStream = vi.fn<StreamOpener['openStream']>(() => Promise.reject(new TypeError('Failed to fetch')))
  const imported: string[] = []
  page.start({
    importChunk(name) {
      imported.push(name)
      return name === 'engine' ? Promise.reject(new TypeError('gone')) : Promise.resolve({ openStream })
    },
  })
  await vi.waitFor(() => expect(imported).toContain('shell'))
  expect(openStream.mock.lastCall?.[1]).toBe('/own.m3u8')
})

test.each(['pointerenter', 'focusin'])('%s has the engine on its way; nothing plays', async (intent) => {
  const page = open()
  vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => undefined))
  page.start()
  find(page, 'tote-player').dispatchEvent(new Event(intent))
  expect(page.shell.hints).toContain('engine')
  await vi.waitFor(() => expect(find(page, 'tote-player').matches(':defined')).toBe(true))
  expect(page.shell.plays).toBe(0)
})

test('without intent the engine is left alone', async () => {
  const page = open()
  page.start()
  await vi.waitFor(() => expect(find(page, 'tote-player').matches(':defined')).toBe(true))
  expect(page.shell.hints).toEqual([])
})
