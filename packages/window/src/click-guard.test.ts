import { expect, test } from 'vitest'
import { ClickGuard, GUARD_MS } from './click-guard.ts'

function world() {
  const page = new EventTarget() as EventTarget & { visibilityState: DocumentVisibilityState }
  page.visibilityState = 'visible'
  let nowMs = 0
  const host = {
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  }
  const guard = new ClickGuard(host, { page: page as never, now: () => nowMs })
  guard.hostConnected()
  return {
    guard,
    after: (ms: number) => void (nowMs += ms),
    turn(state: DocumentVisibilityState) {
      page.visibilityState = state
      page.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

test('[clickjacking] the second half of a double click answers nothing; a later click does', () => {
  const { guard, after } = world()
  after(GUARD_MS - 1)
  expect(guard.mayAct).toBe(false)
  after(1)
  expect(guard.mayAct).toBe(true)
})

test('[clickjacking] a window that is not seen answers nothing, and begins anew when it is', () => {
  const { guard, after, turn } = world()
  after(GUARD_MS)
  turn('hidden')
  after(GUARD_MS)
  expect(guard.mayAct).toBe(false)
  turn('visible')
  expect(guard.mayAct).toBe(false)
  after(GUARD_MS)
  expect(guard.mayAct).toBe(true)
})
