import { expect, onTestFinished, test, vi } from 'vitest'
import { guardFrame } from './frame-guard.ts'

type Seen = Pick<IntersectionObserverEntry, 'isIntersecting' | 'intersectionRect'> & { isVisible?: boolean }

/** The frame's button under the guard, in a browser that says of the frame what this test does. */
function startGuard(isVisible: boolean | undefined) {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const world = { isVisible }
  const observers = new Set<(entries: Seen[]) => void>()
  const entry = (): Seen => ({
    isIntersecting: true,
    intersectionRect: new DOMRect(0, 0, 9999, 9999),
    ...(world.isVisible === undefined ? {} : { isVisible: world.isVisible }),
  })
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #told: (entries: Seen[]) => void
      constructor(told: (entries: Seen[]) => void) {
        this.#told = told
      }
      observe() {
        observers.add(this.#told)
        setTimeout(() => {
          if (observers.has(this.#told)) this.#told([entry()])
        }, 16)
      }
      disconnect() {
        observers.delete(this.#told)
      }
    },
  )
  const button = document.createElement('button')
  button.setAttribute('part', 'checkout')
  document.body.append(button)
  const refused = vi.fn<() => void>()
  const pressed = vi.fn<() => void>()
  button.addEventListener('click', pressed)
  const guard = guardFrame(document.documentElement, { onRefused: refused })
  onTestFinished(() => {
    guard.stop()
    button.remove()
  })
  /** What the browser tells by itself. */
  const tell = () => {
    for (const told of observers) told([entry()])
  }
  return { world, button, refused, pressed, tell }
}

test('a click counts once what is about it was looked at again, and two at once count as one', async () => {
  const { button, pressed, refused } = startGuard(true)
  await vi.advanceTimersByTimeAsync(600)
  button.click()
  button.click()
  expect(pressed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3000)
  expect(pressed).toHaveBeenCalledTimes(1)
  expect(refused).not.toHaveBeenCalled()
})

test('a frame that was covered just before the click, of which nothing was told yet, gives nothing away', async () => {
  const { world, button, pressed, refused } = startGuard(true)
  await vi.advanceTimersByTimeAsync(600)
  world.isVisible = false
  button.click()
  await vi.advanceTimersByTimeAsync(3000)
  expect(pressed).not.toHaveBeenCalled()
  expect(refused).toHaveBeenCalledTimes(1)
})

test('neither does one that was covered after the click, and is clear again when it is looked at', async () => {
  const { world, button, pressed, refused, tell } = startGuard(true)
  await vi.advanceTimersByTimeAsync(600)
  button.click()
  world.isVisible = false
  tell()
  world.isVisible = true
  await vi.advanceTimersByTimeAsync(3000)
  expect(pressed).not.toHaveBeenCalled()
  expect(refused).toHaveBeenCalledTimes(1)
})

test('where it cannot be told what lies over it, a click counts at once, after half a second in sight', async () => {
  const { button, pressed } = startGuard(undefined)
  await vi.advanceTimersByTimeAsync(300)
  button.click()
  expect(pressed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(300)
  button.click()
  expect(pressed).toHaveBeenCalledTimes(1)
})
