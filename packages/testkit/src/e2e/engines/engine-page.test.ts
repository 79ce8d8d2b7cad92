import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EnginePage } from './engine-page.ts'
import type { PagePort } from './page-port.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const never = () => new Promise<never>(() => undefined)

/** A page of a driver that never answers but where a test says what it does. */
function openLost(answers: Partial<PagePort> = {}): EnginePage {
  return new EnginePage({
    open: never,
    reload: never,
    back: never,
    url: never,
    run: never,
    moveTo: never,
    clickAt: never,
    typeText: never,
    press: never,
    screenshot: never,
    setViewport: never,
    sayYes: never,
    frame: never,
    popup: never,
    messages: () => [],
    requests: () => [],
    forget: () => undefined,
    close: never,
    ...answers,
  })
}

/** Lets time go by until the step has ended. */
async function passUntil(step: Promise<unknown>): Promise<void> {
  let hasEnded = false
  void step.finally(() => (hasEnded = true)).catch(() => undefined)
  while (!hasEnded) {
    await vi.advanceTimersByTimeAsync(500)
    await new Promise((done) => setImmediate(done))
  }
}

test('a look whose answer got lost between two pages is taken anew', async () => {
  const url = vi.fn<() => Promise<string>>().mockImplementationOnce(never).mockResolvedValue('http://brand/')
  const found = openLost({ url }).waitForUrl((at) => at === 'http://brand/')
  await passUntil(found)
  await found
  expect(url).toHaveBeenCalledTimes(2)
})

test.each<[string, (page: EnginePage) => Promise<unknown>, string]>([
  ['opening', (page) => page.open('http://brand/'), 'open http://brand/: the browser did not answer'],
  ['a step back', (page) => page.back(), 'back: the browser did not answer'],
  ['running', (page) => page.run(() => 1), 'the browser did not answer'],
  ['waiting for an address', (page) => page.waitForUrl(() => true), 'the page is still at'],
  ['waiting for a thing', (page) => page.text('x-shop'), 'there is no x-shop'],
])('%s ends with an error that names it where the driver never answers', async (_, step, words) => {
  const done = step(openLost())
  await passUntil(done)
  await expect(done).rejects.toThrow(words)
})

test('a window that does not come says so, and what could not be pressed to open it says that', async () => {
  const page = openLost({
    popup: async (open) => {
      await open()
      return never()
    },
  })
  const unopened = page.popup(() => Promise.resolve())
  await passUntil(unopened)
  await expect(unopened).rejects.toThrow('popup: the browser did not answer')
  // Longer than a window is waited for.
  const unpressed = page.popup(() => page.click('x-shop'))
  await passUntil(unpressed)
  await expect(unpressed).rejects.toThrow('there is no x-shop')
})
