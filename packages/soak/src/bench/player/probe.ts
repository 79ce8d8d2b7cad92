export interface Probe {
  /** When the first picture of a video was presented; null until then. Milliseconds since the page began. */
  firstFrameMs: number | null
  /** When the pointer went down last. */
  tapMs: number
  /** Long tasks as begin and length. */
  readonly tasks: [number, number][]
  readonly shifts: number[]
  lcpMs: number
}

declare global {
  interface Window {
    probe?: Probe
  }
}

/** Runs in each page before anything else in it: sees the first frame inside shadow roots too. Sent as its source. */
export function installProbe(): void {
  const probe: Probe = { firstFrameMs: null, tapMs: 0, tasks: [], shifts: [], lcpMs: 0 }
  window.probe = probe
  const watched = new WeakSet<EventTarget>()
  const watch = (video: HTMLVideoElement) => {
    video.requestVideoFrameCallback((_now, { presentationTime }) => {
      if (video.paused || presentationTime < probe.tapMs) watch(video)
      // A still is no frame: a picture counts once it plays.
      else probe.firstFrameMs ??= presentationTime
    })
  }
  const onLoad = ({ target }: Event) => {
    if (!(target instanceof HTMLVideoElement) || watched.has(target)) return
    watched.add(target)
    watch(target)
  }
  const attachShadow = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    const root = attachShadow.call(this, init)
    root.addEventListener('loadstart', onLoad, true)
    return root
  }
  document.addEventListener('loadstart', onLoad, true)
  addEventListener('pointerdown', ({ timeStamp }) => (probe.tapMs = timeStamp), true)
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push([startTime, duration])
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ('value' in entry) probe.shifts.push(Number(entry.value))
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) probe.lcpMs = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}
