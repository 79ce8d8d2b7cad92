import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'puppeteer-core'
import { installProbe } from './probe.ts'

export interface Figures {
  /** From the page's begin, or from the tap, to the first picture. */
  readonly firstFrameMs: number
  /** What long tasks took beyond 50 ms until then. */
  readonly blockedMs: number
  /** Bytes of scripts and styles that came over the wire until then. */
  readonly codeBytes: number
  /** All bytes of the page before the pointer came; 0 where it plays by itself. */
  readonly earlyBytes: number
  /** Living objects a moment later, after a collection. */
  readonly heapBytes: number
  /** The longest task before the tap. */
  readonly idleTaskMs: number
  /** The sum of layout shifts. */
  readonly shift: number
  readonly lcpMs: number
}

/** A phone of the middle sort on a middling network. */
export interface Conditions {
  readonly cpu: number
  readonly latencyMs: number
  readonly mbitPerSecond: number
}

const FIRST_FRAME_WITHIN_MS = 15_000
/** Long enough for every player to have come to rest before it is tapped. */
const REST_MS = 3000
/** As a hand does: the pointer is there a moment before it presses. */
const AIM_MS = 200

/** One cold visit, in a profile of its own; null when no picture came. `isTapped`: the page is let come to rest, then a real pointer goes there and presses. */
export async function measurePage(
  browser: Browser,
  url: string,
  { conditions, isTapped }: { readonly conditions: Conditions; readonly isTapped: boolean },
): Promise<Figures | null> {
  const profile = await browser.createBrowserContext()
  try {
    const page = await profile.newPage()
    await page.setViewport({ width: 412, height: 915 })
    await page.evaluateOnNewDocument(installProbe)
    const session = await page.createCDPSession()
    await session.send('Network.enable')
    await session.send('Performance.enable')
    let codeBytes = 0
    let allBytes = 0
    const code = new Set<string>()
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script' || type === 'Stylesheet') code.add(requestId)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      allBytes += encodedDataLength
      if (code.has(requestId)) codeBytes += encodedDataLength
    })
    const bytesPerSecond = (conditions.mbitPerSecond * 1e6) / 8
    await page.emulateNetworkConditions({
      download: bytesPerSecond,
      upload: bytesPerSecond,
      latency: conditions.latencyMs,
    })
    await page.emulateCPUThrottling(conditions.cpu)
    await page.goto(url)
    let idleTaskMs = 0
    let earlyBytes = 0
    if (isTapped) {
      await wait(REST_MS)
      idleTaskMs = await page.evaluate(() =>
        Math.max(0, ...(window.probe?.tasks ?? []).map(([, duration]) => duration)),
      )
      earlyBytes = allBytes
      await page.mouse.move(180, 400)
      await wait(AIM_MS)
      await page.mouse.click(180, 400)
    }
    const hasFrame = await page
      .waitForFunction(() => window.probe?.firstFrameMs != null, {
        timeout: FIRST_FRAME_WITHIN_MS,
        polling: 100,
      })
      .then(
        () => true,
        // A tap that came to nothing is a figure too: the bench says so and goes on.
        () => false,
      )
    if (!hasFrame) return null
    const seen = await page.evaluate((isFromTap) => {
      const { probe } = window
      if (probe?.firstFrameMs == null) throw new Error('there is no frame')
      const from = isFromTap ? probe.tapMs : 0
      const until = probe.firstFrameMs
      const blocked = probe.tasks
        .filter(([start]) => start >= from && start < until)
        .reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0)
      const shift = probe.shifts.reduce((sum, value) => sum + value, 0)
      return { firstFrameMs: until - from, blockedMs: blocked, shift, lcpMs: probe.lcpMs }
    }, isTapped)
    const bytes = codeBytes
    await page.emulateCPUThrottling(1)
    await wait(1000)
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    const heapBytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0
    return { ...seen, codeBytes: bytes, earlyBytes, heapBytes, idleTaskMs }
  } finally {
    await profile.close()
  }
}
