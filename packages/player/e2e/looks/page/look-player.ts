import { showIdSchema, showSchema, type ErrorCode } from '@tote/protocol'
import { ToteError } from '@tote/protocol'
import '../../../src/define/define.ts'
import '../../../src/define/late.ts'
import '../../../src/define/tote-share.ts'
import { createTestTote, type TestToteOptions } from '../../../src/internal/testing/tote-fixtures.ts'
import type { EngineOptions, MediaEngine, Quality } from '../../../src/media/media-engine.ts'
import type { TotePlayer } from '../../../src/tote-player/tote-player.ts'
import type { Goods } from './goods.ts'
import { until } from './look.ts'

const HUB = 'https://hub.example'
const KEY = 'pk_testtesttest'
const SHOW = showIdSchema.parse('show')

export interface PlayerLook extends TestToteOptions {
  /** What is other than in a live show. */
  readonly show?: Readonly<Record<string, unknown>>
  /** Seconds of a recording; a live show has none. */
  readonly duration?: number
  /** Seconds that a live show can be gone back. */
  readonly rewind?: number
  /** Seconds behind the edge. */
  readonly behind?: number
  readonly isLandscape?: boolean
  readonly captions?: readonly string[]
  readonly qualities?: readonly Quality[]
  readonly audio?: readonly string[]
  readonly watching?: number
  /** Programme time that the picture is at. */
  readonly pdt?: number
  /** The browser wants a tap before it lets sound be heard. */
  readonly needsTap?: boolean
  readonly attributes?: Readonly<Record<string, string>>
}

/** Where a live show is broadcast, in media time. */
const EDGE = 3600

/** A player of the demo's goods in the page, on a tote of plain stores: it plays when it is asked to, and never moves. */
export async function drawPlayer(goods: Goods, look: PlayerLook = {}) {
  // Whoever has a basket here already is not asked for another one.
  const journey = { status: 'open', isContinued: true, isKept: true } as const
  const made = createTestTote({ products: goods.all, journey, ...look })
  const show = showSchema.parse({
    id: SHOW,
    title: 'Autumn at the atelier',
    host: 'Inès Carrel',
    status: 'live',
    startsAt: 0,
    stream: 'https://cdn.example/show.m3u8',
    poster: new URL('pictures/poster.webp', document.baseURI).href,
    ...look.show,
  })
  made.$show.set({ status: 'ready', show, tenantName: 'Maison Ondine' })
  made.$watching.set(look.watching ?? null)
  made.$position.set({ showId: SHOW, mode: 'live', pdt: look.pdt ?? 0, isPlaying: true })
  const registry = new Map([[JSON.stringify([HUB, KEY, SHOW]), { tote: made.tote, users: 0 }]])
  Reflect.set(document, Symbol.for('@tote/player/registry'), registry)
  const player = document.createElement('tote-player')
  const engine = { fail: (_code: ErrorCode) => {} }
  player.engine = (options) => {
    engine.fail = (code) => options.onFailure(new ToteError(code))
    return Promise.resolve(stillEngine(options, look))
  }
  for (const [name, value] of Object.entries(look.attributes ?? {})) player.setAttribute(name, value)
  Object.assign(player, { hub: HUB, key: KEY, show: SHOW })
  document.querySelector('main')?.append(player)
  await player.updateComplete
  const { video } = player
  if (video === null) throw new Error('the player has no video')
  obey(video, look)
  return { ...made, player, engine, video }
}

/** The same, playing. */
export async function drawPlaying(goods: Goods, look: PlayerLook = {}) {
  const world = await drawPlayer(goods, look)
  await world.player.play()
  await until(() => world.player.playback.state.status === 'playing', 'a picture that plays')
  return world
}

function stillEngine({ video }: EngineOptions, look: PlayerLook): MediaEngine {
  const { rewind = 0, captions = [], qualities = [], audio = [] } = look
  const isLive = look.duration === undefined
  const tracks = captions.map((label) => ({ label, language: label.slice(0, 2).toLowerCase() }))
  let shown: number | null = null
  return {
    programmeTime: () => video.currentTime * 1000,
    liveEdge: () => (isLive ? EDGE : null),
    windowStart: () => (isLive ? EDGE - rewind : null),
    mediaTimeAt: (pdt) => pdt / 1000,
    captions: () => tracks,
    showCaptions: (index) => void (shown = index),
    qualities: () => ({ all: qualities, chosen: shown, played: 0 }),
    chooseQuality: () => undefined,
    audioTracks: () => ({ all: audio.map((label) => ({ label, language: '' })), chosen: 0 }),
    chooseAudioTrack: () => undefined,
    retry: () => undefined,
    destroy: () => undefined,
  }
}

/** A video without a stream would wait for one for ever: this one shows a still, and says of itself what it is told. */
function obey(
  video: HTMLVideoElement,
  { duration, isLandscape, needsTap, behind = 0, rewind = 0 }: PlayerLook,
): void {
  video.poster = isLandscape === true ? 'pictures/wide.jpg' : 'pictures/film.jpg'
  let isPaused = true
  let time = duration === undefined ? EDGE - behind : duration * 0.4
  let isEnded = false
  const say = (name: string, get: () => unknown, set?: (next: never) => void) =>
    Object.defineProperty(video, name, { get, ...(set && { set }), configurable: true })
  say('duration', () => duration ?? Number.POSITIVE_INFINITY)
  say('paused', () => isPaused)
  say('ended', () => isEnded)
  say('videoWidth', () => (isLandscape === true ? 1280 : 720))
  say('videoHeight', () => (isLandscape === true ? 720 : 1280))
  say(
    'currentTime',
    () => time,
    (next: number) => {
      time = next
      isEnded = next === duration
      isPaused ||= isEnded
      video.dispatchEvent(new Event(isEnded ? 'ended' : 'seeked'))
    },
  )
  const seekable = { length: 1, start: () => EDGE - rewind, end: () => EDGE }
  if (duration === undefined) say('seekable', () => seekable)
  video.play = () => {
    if (needsTap === true && !video.muted)
      return Promise.reject(new DOMException('a tap first', 'NotAllowedError'))
    isPaused = false
    video.dispatchEvent(new Event('playing'))
    return Promise.resolve()
  }
  video.pause = () => {
    isPaused = true
    video.dispatchEvent(new Event('pause'))
  }
  video.dispatchEvent(new Event('resize'))
}

/** Controls as they are while nobody is at them. */
export function rest(player: TotePlayer): void {
  player.rest.toggle()
}
