import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import '../define/define.ts'
import '../define/tote-launcher.ts'
import { textOf } from '../internal/testing/mount-fixtures.ts'
import { SHOWS_HUB, SHOWS_KEY, serveShows, testShow } from '../internal/testing/shows-fixtures.ts'
import type { ToteLauncher } from './tote-launcher.ts'

beforeEach(() => localStorage.clear())

async function mountLauncher(properties: Partial<ToteLauncher> = {}): Promise<ToteLauncher> {
  const box = document.createElement('main')
  // What is half faded in has half its contrast.
  box.style.setProperty('--tote-duration', '0ms')
  const launcher = document.createElement('tote-launcher')
  Object.assign(launcher, { hub: SHOWS_HUB, key: SHOWS_KEY, show: 'spring', ...properties })
  box.append(launcher)
  document.body.append(box)
  onTestFinished(() => box.remove())
  await elementUpdated(launcher)
  return launcher
}

const floating = (launcher: ToteLauncher) => launcher.renderRoot.querySelector<HTMLElement>('.float')

async function floated(launcher: ToteLauncher): Promise<HTMLElement> {
  return vi.waitFor(() => {
    const found = floating(launcher)
    if (found === null) throw new Error('nothing floats')
    return found
  })
}

test.each([false, true])('it floats with the show’s name and state, compact %s', async (compact) => {
  serveShows([testShow({ title: 'Spring' })])
  const launcher = await mountLauncher({ compact })
  const float = await floated(launcher)
  expect(getComputedStyle(float).position).toBe('fixed')
  expect(textOf(float.querySelector('.open') ?? float)).toBe('S Live Spring')
  expect(float.querySelector('.badge')?.textContent).toBe('Live')
  await expect(launcher).to.be.accessible()
})

test('a press opens the show in a dialog, and what floated is not in the way', async () => {
  serveShows([testShow()])
  const launcher = await mountLauncher()
  const float = await floated(launcher)
  float.querySelector<HTMLElement>('.open')?.click()
  await elementUpdated(launcher)
  expect(launcher.renderRoot.querySelector('dialog')?.matches(':modal')).toBe(true)
  expect(launcher.querySelector('tote-player')?.getAttribute('show')).toBe('spring')
  expect(floating(launcher)).toBeNull()
  launcher.renderRoot.querySelector<HTMLElement>('[part=close]')?.click()
  await floated(launcher)
  expect(launcher.querySelector('tote-player')).toBeNull()
})

describe('sent away', () => {
  test('it is gone, and stays so on the next page', async () => {
    serveShows([testShow()])
    const launcher = await mountLauncher()
    const float = await floated(launcher)
    float.querySelector<HTMLElement>('[part=dismiss]')?.click()
    await elementUpdated(launcher)
    expect(floating(launcher)).toBeNull()
    const hub = serveShows([testShow()])
    const later = await mountLauncher()
    await vi.waitFor(() => expect(hub.asked).toHaveLength(1))
    await elementUpdated(later)
    expect(floating(later)).toBeNull()
  })

  test('before the show began, it comes back when it is live', async () => {
    serveShows([testShow({ status: 'scheduled' })])
    const launcher = await mountLauncher()
    const float = await floated(launcher)
    float.querySelector<HTMLElement>('[part=dismiss]')?.click()
    serveShows([testShow({ status: 'live' })])
    expect(await floated(await mountLauncher())).not.toBeNull()
  })

  test('where storage is forbidden it is gone for the page', async () => {
    const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    serveShows([testShow()])
    const launcher = await mountLauncher()
    const float = await floated(launcher)
    float.querySelector<HTMLElement>('[part=dismiss]')?.click()
    await elementUpdated(launcher)
    expect(floating(launcher)).toBeNull()
    set.mockRestore()
  })
})

test('[WCAG 2.4.11] it makes way for what has the focus, and comes back', async () => {
  serveShows([testShow()])
  const launcher = await mountLauncher()
  const float = await floated(launcher)
  const field = document.createElement('input')
  field.setAttribute('aria-label', 'Mail')
  Object.assign(field.style, { position: 'fixed', right: '20px', bottom: '20px' })
  document.body.append(field)
  onTestFinished(() => field.remove())
  field.focus()
  await vi.waitFor(() => expect(floating(launcher)?.dataset['corner']).toBe('bottom-start'))
  const [a, b] = [float.getBoundingClientRect(), field.getBoundingClientRect()]
  expect(a.right <= b.left).toBe(true)
  field.blur()
  await vi.waitFor(() => expect(floating(launcher)?.dataset['corner']).toBe('bottom-end'))
})

describe('[U31] a trigger with no show', () => {
  test('names the attribute once, and shows nothing that would be dead', async () => {
    serveShows([testShow()])
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const launcher = await mountLauncher({ show: null })
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
    launcher.openShow()
    await elementUpdated(launcher)
    expect(told).toHaveBeenCalledTimes(1)
    expect(String(told.mock.calls[0])).toContain('show of <tote-launcher> is missing')
    expect([floating(launcher), launcher.querySelector('tote-player')]).toEqual([null, null])
    told.mockRestore()
  })

  test('a show that is not there is named once, and nothing floats', async () => {
    serveShows([testShow()])
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const launcher = await mountLauncher({ show: 'sprong' })
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
    launcher.compact = true
    await elementUpdated(launcher)
    expect(told).toHaveBeenCalledTimes(1)
    expect(String(told.mock.calls[0])).toContain('sprong')
    expect(floating(launcher)).toBeNull()
    told.mockRestore()
  })
})

test('without a button of its own it asks for nothing until it is opened', async () => {
  const hub = serveShows([testShow()])
  const launcher = await mountLauncher({ noButton: true })
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  expect(hub.asked).toEqual([])
  launcher.openShow()
  await elementUpdated(launcher)
  expect(launcher.querySelector('tote-player')?.getAttribute('show')).toBe('spring')
})
