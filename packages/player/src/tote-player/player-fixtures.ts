import { LitElement } from 'lit'
import type { JoinTarget } from '@tote/core'
import { showSchema, ToteError, type ErrorCode } from '@tote/protocol'
import { atom } from 'nanostores'
import { onTestFinished, vi } from 'vitest'
import '../define/define.ts'
import { createTestTote, type TestToteOptions } from '../internal/testing/tote-fixtures.ts'
import type {
  AudioTrackLabel,
  CaptionTrack,
  EngineOptions,
  MediaEngine,
  Quality,
} from '../media/media-engine.ts'
import type { TotePlayer } from './tote-player.ts'

const HUB = 'https://hub.test'
const KEY = 'pk_testtesttest'

/** An engine that plays nothing: a test says where the picture is, and what goes wrong. */
class TestEngine implements MediaEngine {
  pdt: number | null = null
  edge: number | null = 100
  start: number | null = null
  shownCaptions: number | null = null
  retries = 0
  isDestroyed = false
  tracks: CaptionTrack[]
  quality: number | null = null
  audio = 0
  isResting = false
  /** Whether it was asked to go without the picture, each time. */
  readonly wentThin: boolean[] = []
  readonly options: EngineOptions
  readonly #shape: EngineShape

  constructor(options: EngineOptions, shape: EngineShape) {
    this.options = options
    this.#shape = shape
    this.isResting = options.isThin === true && shape.hasSoundAlone === false
    this.tracks = [...(shape.captions ?? [{ label: 'English', language: 'en' }])]
  }

  programmeTime = () => this.pdt
  liveEdge = () => this.edge
  windowStart = () => this.start
  mediaTimeAt = (pdt: number) => (this.edge === null ? pdt / 1000 : null)
  captions = () => this.tracks
  qualities = () => ({ all: this.#shape.qualities ?? [], chosen: this.quality, played: 0 })
  chooseQuality = (index: number | null) => void (this.quality = index)
  audioTracks = () => ({ all: this.#shape.audio ?? [], chosen: this.audio })
  chooseAudioTrack = (index: number) => void (this.audio = index)

  goThin(isThin: boolean): void {
    this.wentThin.push(isThin)
    this.isResting = isThin && this.#shape.hasSoundAlone === false
    this.options.onChange()
  }

  showCaptions(index: number | null): void {
    this.shownCaptions = index
  }

  retry(): void {
    this.retries += 1
  }

  destroy(): void {
    this.isDestroyed = true
  }

  fail(code: ErrorCode): void {
    this.options.onFailure(new ToteError(code))
  }
}

interface EngineShape {
  readonly captions?: readonly CaptionTrack[]
  readonly qualities?: readonly Quality[]
  readonly audio?: readonly AudioTrackLabel[]
  readonly hasSoundAlone?: boolean
}

export interface PlayerWorldOptions extends TestToteOptions, EngineShape {
  /** Seconds of a recording; a live show has none. */
  readonly duration?: number
  /** What the browser says to `play()`: with sound, then without. */
  readonly refuses?: readonly ('sound' | 'all')[]
  readonly attributes?: string
  /** The loader has seen that it is near. */
  readonly isNear?: boolean
  readonly isWide?: boolean
  /** What is other than in a live show that begins at programme time 0. */
  readonly show?: Readonly<Record<string, unknown>>
}

/** A player on a tote of plain stores and an engine in hand; its video obeys without a stream. */
export async function mountPlayer({
  refuses = [],
  attributes = '',
  isNear = false,
  isWide = false,
  duration = Number.NaN,
  show: other = {},
  ...options
}: PlayerWorldOptions = {}) {
  const made = createTestTote(options)
  const show = showSchema.parse({
    id: 'spring',
    title: 'Spring',
    host: 'Ana',
    status: 'live',
    startsAt: 0,
    stream: 'https://cdn.test/spring.m3u8',
    ...other,
  })
  const $show = atom({ status: 'ready' as const, show, tenantName: 'Maison' })
  const $join = atom<JoinTarget | null>(null)
  const faults = new Set<(error: ToteError) => void>()
  const started = { count: 0, stopped: 0 }
  const tote = {
    ...made.tote,
    show: { ...made.tote.show, $show },
    playback: { ...made.tote.playback, $join },
    start: () => {
      started.count += 1
      return Promise.resolve()
    },
    stop: () => void (started.stopped += 1),
    onError(listener: (error: ToteError) => void) {
      faults.add(listener)
      return () => faults.delete(listener)
    },
  }
  // Where a player looks for the tote of its document before it makes one.
  const registry = new Map([[JSON.stringify([HUB, KEY, 'spring']), { tote, users: 0 }]])
  Reflect.set(document, Symbol.for('@tote/player/registry'), registry)
  const engines: TestEngine[] = []
  const player = document.createElement('tote-player')
  player.engine = (engineOptions) => {
    const engine = new TestEngine(engineOptions, options)
    engines.push(engine)
    return Promise.resolve(engine)
  }
  const box = document.createElement('div')
  box.setAttribute('class', isWide ? 'wide' : 'narrow')
  const template = document.createRange().createContextualFragment(`<i ${attributes}></i>`).firstElementChild
  for (const { name, value } of template?.attributes ?? []) player.setAttribute(name, value)
  Object.assign(player, { hub: HUB, key: KEY, show: 'spring', [Symbol.for('tote.near')]: isNear })
  box.append(player)
  document.body.append(box)
  onTestFinished(() => {
    box.remove()
    localStorage.removeItem('tote.captions')
    sessionStorage.removeItem('tote.thin')
    Reflect.deleteProperty(document, Symbol.for('@tote/player/registry'))
  })
  await player.updateComplete
  if (player.video !== null) obey(player.video, { refuses, duration })
  return {
    ...made,
    tote,
    $show,
    $join,
    player,
    engines,
    registry,
    started,
    tell: (error: ToteError) => faults.forEach((listener) => listener(error)),
  }
}

/** A video without a stream would wait for one for ever. */
function obey(
  video: HTMLVideoElement,
  { refuses, duration }: { refuses: readonly ('sound' | 'all')[]; duration: number },
): void {
  Object.defineProperty(video, 'duration', { get: () => duration })
  let isPaused = true
  let time = 0
  Object.defineProperty(video, 'paused', { get: () => isPaused })
  Object.defineProperty(video, 'currentTime', {
    get: () => time,
    set(next: number) {
      time = next
      video.dispatchEvent(new Event('seeked'))
    },
  })
  vi.spyOn(video, 'play').mockImplementation(() => {
    if (refuses.includes('all') || (refuses.includes('sound') && !video.muted))
      return Promise.reject(new DOMException('a tap first', 'NotAllowedError'))
    isPaused = false
    video.dispatchEvent(new Event('playing'))
    return Promise.resolve()
  })
  vi.spyOn(video, 'pause').mockImplementation(() => {
    if (isPaused) return
    isPaused = true
    video.dispatchEvent(new Event('pause'))
  })
}

export function part(player: TotePlayer, name: string): HTMLElement | null {
  return player.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null
}

/** After everything asked for so far has been drawn. */
export async function settled(player: TotePlayer): Promise<void> {
  await new Promise((done) => requestAnimationFrame(done))
  // Each element is drawn in a task of its own, and what is drawn may change another.
  for (let isDone = false; !isDone;) {
    const all = [player, ...player.renderRoot.querySelectorAll('*')].filter(
      (each) => each instanceof LitElement,
    )
    await Promise.all(all.map((each) => each.updateComplete))
    isDone = all.every((each) => !each.isUpdatePending)
  }
}
