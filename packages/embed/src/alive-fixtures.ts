import type { PlayingPage } from './playing-fixtures.ts'

type Page = PlayingPage['page']
export type Session = Awaited<ReturnType<Page['createCDPSession']>>

declare global {
  interface Window {
    /** What was begun in this page and has not ended: each with the place that began it. */
    testAlive?: Map<unknown, string>
  }
}

/** What a page still does, by looking at what its scripts began. Runs in the page before any of its scripts. */
export function watchAlive(): void {
  const alive = new Map<unknown, string>()
  window.testAlive = alive
  const begin = (id: unknown, what: string) => {
    alive.set(id, `${what} ${(new Error().stack ?? '').split('\n').slice(3, 7).join(' | ')}`)
  }
  const { setTimeout, setInterval, requestAnimationFrame, clearTimeout, cancelAnimationFrame, fetch } = window
  const clear = (id: number | undefined) => {
    alive.delete(id)
    clearTimeout.call(window, id)
  }
  Object.assign(window, {
    setTimeout(run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) {
      const id = setTimeout.call(
        window,
        () => {
          alive.delete(id)
          run(...given)
        },
        ms,
      )
      begin(id, `a timer of ${ms ?? 0} ms`)
      return id
    },
    setInterval(...given: Parameters<typeof setInterval>) {
      const id = setInterval.apply(window, given)
      begin(id, 'an interval')
      return id
    },
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame(run: FrameRequestCallback) {
      const id = requestAnimationFrame.call(window, (at) => {
        alive.delete(`frame ${id}`)
        run(at)
      })
      begin(`frame ${id}`, 'a frame')
      return id
    },
    cancelAnimationFrame(id: number) {
      alive.delete(`frame ${id}`)
      cancelAnimationFrame.call(window, id)
    },
    fetch(...given: Parameters<typeof fetch>) {
      const request = fetch.apply(window, given)
      begin(request, 'a request')
      const end = () => alive.delete(request)
      request.then(end, end)
      return request
    },
    WebSocket: class extends WebSocket {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given)
        begin(this, 'a socket')
        this.addEventListener('close', () => alive.delete(this))
      }
    },
    BroadcastChannel: class extends BroadcastChannel {
      constructor(name: string) {
        super(name)
        begin(this, `the channel ${name}`)
      }
      override close() {
        alive.delete(this)
        super.close()
      }
    },
    XMLHttpRequest: class extends XMLHttpRequest {
      override send(body?: XMLHttpRequestBodyInit | null) {
        begin(this, 'a request')
        this.addEventListener('loadend', () => alive.delete(this))
        super.send(body)
      }
    },
  })
}

/** What `watchAlive` saw begin and not end. */
export function aliveIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...(window.testAlive?.values() ?? [])])
}

/** Kinds of things that a player makes, which the browser lets go of when nothing holds them. */
const KINDS = [
  'HTMLVideoElement',
  'MediaSource',
  'SourceBuffer',
  'WebSocket',
  'IntersectionObserver',
  'MutationObserver',
  'ResizeObserver',
  "customElements.get('tote-player')",
  "customElements.get('tote-controls')",
  "customElements.get('tote-cart')",
]

/** How many there are of each, after all that nothing holds was taken away. */
export async function countKept(session: Session): Promise<Record<string, number>> {
  await collectGarbage(session)
  const counts: Record<string, number> = {}
  for (const kind of KINDS) {
    const { result } = await session.send('Runtime.evaluate', {
      expression: `${kind}?.prototype`,
      objectGroup: 'kept',
    })
    if (result.objectId === undefined) continue
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
      objectGroup: 'kept',
    })
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length }',
    })
    counts[kind] = Number(length.value)
    // What was looked at would be held by having been looked at.
    await session.send('Runtime.releaseObjectGroup', { objectGroup: 'kept' })
  }
  return counts
}

/** What outlives a player, and to which it may have listened. */
const LASTING = [
  'window',
  'document',
  'document.documentElement',
  'document.body',
  'navigator.connection',
  'navigator.serviceWorker',
  'screen.orientation',
  'visualViewport',
]

/** Listeners on what outlives a player, as `window pagehide`, one each. */
export async function listenersOf(session: Session): Promise<string[]> {
  const all: string[] = []
  for (const name of LASTING) {
    const { result } = await session.send('Runtime.evaluate', { expression: name, objectGroup: 'lasting' })
    if (result.objectId === undefined) continue
    const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId })
    all.push(...listeners.map(({ type }) => `${name} ${type}`))
  }
  await session.send('Runtime.releaseObjectGroup', { objectGroup: 'lasting' })
  return all.toSorted()
}

/** Bytes of the page's scripts that something holds. */
export async function heapOf(session: Session): Promise<number> {
  await collectGarbage(session)
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

/** Twice: what finalisers let go of is garbage only then. */
async function collectGarbage(session: Session): Promise<void> {
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage')
}
