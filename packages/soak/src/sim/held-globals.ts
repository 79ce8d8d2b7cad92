import type { SimClock } from './sim-clock.ts'

let current: SimClock | null = null

/**
 * Puts virtual time in place of the process's own, for whatever does not take time as an argument: the hub's
 * timers. For processes that do nothing else but simulate.
 */
export function holdGlobals(clock: SimClock): void {
  if (current === null) install()
  current = clock
}

function clockNow(): SimClock {
  if (current === null) throw new Error('no clock is held')
  return current
}

class Timer {
  readonly cancel: () => void

  constructor(cancel: () => void) {
    this.cancel = cancel
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}

type Run = (...args: readonly unknown[]) => void

function install(): void {
  const clear = (timer: unknown) => {
    if (timer instanceof Timer) timer.cancel()
  }
  const held = {
    setTimeout: (run: Run, ms = 0, ...args: readonly unknown[]) =>
      new Timer(clockNow().after(ms, () => run(...args))),
    setInterval(run: Run, ms = 0) {
      const clock = clockNow()
      const { owner } = clock
      let cancel = clock.after(ms, tick)
      function tick(): void {
        cancel = clock.after(ms, tick, owner)
        run()
      }
      return new Timer(() => cancel())
    },
    clearTimeout: clear,
    clearInterval: clear,
  }
  Object.assign(globalThis, held)
  Date.now = () => clockNow().now()
}
