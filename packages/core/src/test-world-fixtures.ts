import { FakeClock } from '@tote/testkit/clock'
import { onTestFinished } from 'vitest'
import { createTote } from './create-tote.ts'
import { HubModel } from './hub-model-fixtures.ts'
import type { Locks } from './link/locks.ts'
import type { PageLife } from './link/page-life.ts'
import { createMemoryStorage, type ToteStorage } from './link/storage.ts'
import type { OpenTabs } from './link/tabs.ts'
import type { ToteOptions } from './options.ts'
import type { Tote } from './tote.ts'

const HUB = 'https://hub.test'
const KEY = 'pk_testtesttest'

/** What the pages of one browser share. */
export interface TestDevice {
  readonly storage: ToteStorage
  readonly locks: Locks
  readonly openTabs: OpenTabs
}

/** A page's life in the hands of a test. */
export class TestPage implements PageLife {
  isInSight = true
  readonly #hide = new Set<() => void>()
  readonly #wake = new Set<() => void>()

  isSeen(): boolean {
    return this.isInSight
  }

  onHide(run: () => void): () => void {
    this.#hide.add(run)
    return () => this.#hide.delete(run)
  }

  onWake(run: () => void): () => void {
    this.#wake.add(run)
    return () => this.#wake.delete(run)
  }

  hide(): void {
    for (const run of this.#hide) run()
  }

  wake(): void {
    for (const run of this.#wake) run()
  }
}

export interface TestWorld {
  readonly clock: FakeClock
  readonly hub: HubModel
  /** A Tote on this hub; the same storage or device again is the same device after a reload, or a second tab. */
  mount(on?: ToteStorage | TestDevice, more?: Partial<ToteOptions>): Tote
  /** Moves time on until it is so; fails when it never gets so. */
  until(isSo: () => boolean, what?: string): Promise<void>
}

export function createTestDevice(storage: ToteStorage = createMemoryStorage()): TestDevice {
  return { storage, locks: createTestLocks(), openTabs: createTestTabs() }
}

export function createTestWorld(): TestWorld {
  const clock = new FakeClock()
  const hub = new HubModel(clock)
  return {
    clock,
    hub,
    mount(on = createMemoryStorage(), more = {}) {
      const device = 'storage' in on ? on : { storage: on, locks: locksOf(on) }
      const tote = createTote({
        hub: HUB,
        key: KEY,
        show: 'spring',
        clock,
        random: () => 0.5,
        fetch: hub.fetch,
        link: hub.link,
        ...device,
        ...more,
      })
      onTestFinished(() => tote.stop())
      return tote
    },
    async until(isSo, what = isSo.toString()) {
      for (let turn = 0; turn < 2000; turn += 1) {
        if (isSo()) return
        // Keys are made by real threads: a turn of the event loop lets them answer.
        await new Promise((done) => setImmediate(done))
        await clock.advance(turn < 50 ? 0 : 100)
      }
      throw new Error(`never so: ${what}`)
    },
  }
}

/** Started and online. */
export async function online(
  world: TestWorld,
  on?: ToteStorage | TestDevice,
  more?: Partial<ToteOptions>,
): Promise<Tote> {
  const tote = world.mount(on, more)
  void tote.start()
  await world.until(() => tote.connection.$connection.get().status === 'online', 'online')
  return tote
}

const known = new WeakMap<ToteStorage, Locks>()

function locksOf(storage: ToteStorage): Locks {
  const locks = known.get(storage) ?? createTestLocks()
  known.set(storage, locks)
  return locks
}

/** Web Locks in memory. */
function createTestLocks(): Locks {
  const held = new Set<string>()
  const waiting = new Map<string, (() => void)[]>()
  return {
    take: (name, { isFreeOnly = false, signal } = {}) =>
      new Promise((settle) => {
        const grant = () => {
          held.add(name)
          settle(() => {
            held.delete(name)
            waiting.get(name)?.shift()?.()
          })
        }
        if (!held.has(name)) return grant()
        if (isFreeOnly) return settle(null)
        const queue = waiting.get(name) ?? []
        waiting.set(name, queue)
        queue.push(grant)
        signal?.addEventListener('abort', () => {
          const index = queue.indexOf(grant)
          if (index !== -1) queue.splice(index, 1)
          settle(null)
        })
      }),
  }
}

/** BroadcastChannel in memory. */
function createTestTabs(): OpenTabs {
  const channels = new Set<(message: unknown) => void>()
  return (_name, onMessage) => {
    channels.add(onMessage)
    return {
      post(message) {
        const copy: unknown = structuredClone(message)
        for (const other of channels) if (other !== onMessage) queueMicrotask(() => other(copy))
      },
      close: () => channels.delete(onMessage),
    }
  }
}
