import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { PART_SECONDS, PARTS_PER_SEGMENT, type Film, type TrackName } from './make-film.ts'
import { createFaults, type StreamFaults } from './stream-faults.ts'
import { SEGMENT_SECONDS, SEGMENTS_A_ROUND, type StreamBreak, type StreamShape } from './stream-shape.ts'
import { captionSegment, masterPlaylist, mediaPlaylist, type PlaylistName } from './write-playlists.ts'

export interface StreamOptions extends Partial<StreamShape> {
  /** How long a live show has been on; the film starts anew each two minutes. */
  readonly onAirForSeconds?: number
}

export interface StreamRequest {
  readonly path: string
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

export interface TestStream extends StreamFaults {
  /** Of its master playlist. */
  readonly url: string
  /** Programme time now being broadcast, milliseconds. */
  readonly onAirMs: number
  /** Paths below the stream that were asked for, in order. */
  readonly requests: readonly string[]
  /** Moves a live show on, as if that much time had passed. */
  advance(seconds: number): void
  /** Puts an advertisement in the place of a live show's next segments; returns the programme time it begins at. */
  interrupt(gap: Omit<StreamBreak, 'after'>): number
  respond(request: StreamRequest): Promise<void>
}

const TYPES = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  vtt: 'text/vtt',
}
/** In the middle of the film: no test meets its end by chance. */
const ON_AIR_FOR_SECONDS = 60
const PART_MS = PART_SECONDS * 1000

export function openStream({ film, base }: { film: Film; base: string }, options: StreamOptions): TestStream {
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  const { onAirForSeconds = ON_AIR_FOR_SECONDS, ...wanted } = options
  const windowSeconds = wanted.windowSeconds ?? 30
  const breaks: StreamBreak[] = [...(wanted.breaks ?? [])]
  const shape: StreamShape = {
    kind: 'live',
    windowSeconds,
    isLowLatency: false,
    tracks: 'muxed',
    hasSoundAlone: false,
    hasCaptions: false,
    startsAtMs: Math.floor((Date.now() - Math.max(onAirForSeconds, windowSeconds) * 1000) / 1000) * 1000,
    ...wanted,
    breaks,
  }
  const requests: string[] = []
  const faults = createFaults()
  const partsOver = () => Math.floor((now() - shape.startsAtMs) / PART_MS)

  return {
    fail: faults.fail,
    forbid: faults.forbid,
    url: `${base}/master.m3u8`,
    requests,
    get onAirMs() {
      return now()
    },
    advance(seconds) {
      aheadMs += seconds * 1000
    },
    interrupt(gap) {
      // The one being made, and what was hinted at of it, stays what it is.
      const after = Math.floor(partsOver() / PARTS_PER_SEGMENT) + 1
      breaks.push({ after, ...gap })
      return shape.startsAtMs + after * SEGMENT_SECONDS * 1000
    },
    async respond({ path, query, request, response }) {
      requests.push(path)
      if (faults.spoil(path, request, response)) return
      await untilListed(query)
      const body = await find(path)
      if (body === null) {
        response.writeHead(404).end()
        return
      }
      response.setHeader('content-type', TYPES[path.split('.').at(-1) as keyof typeof TYPES] ?? 'text/plain')
      response.setHeader('cache-control', 'no-store')
      response.end(body)
    },
  }

  async function find(path: string): Promise<string | Uint8Array | null> {
    if (path === 'master.m3u8') return masterPlaylist(shape)
    const playlist = /^(main|low|picture|english|french|captions)\.m3u8$/.exec(path)?.[1]
    // The expression lets no other name through.
    if (playlist !== undefined) return mediaPlaylist(playlist as PlaylistName, shape, partsOver())
    const caption = /^captions\/s(\d+)\.vtt$/.exec(path)?.[1]
    if (caption !== undefined) return captionSegment(Number(caption))
    const file =
      /^(main|low|picture|english|french|break)\/(?:(init)\.mp4|([sb])(\d+)(?:\.(\d+))?\.m4s)$/.exec(path)
    if (file === null) return null
    const [, track, init, of, sequence, part] = file
    const name = (of === 'b' ? 'break' : track) as TrackName
    if (init !== undefined) return film[name].init
    return segment(name, Number(sequence), part === undefined ? null : Number(part))
  }

  async function segment(name: TrackName, sequence: number, part: number | null): Promise<Uint8Array | null> {
    // A part that was hinted at is answered when it is there.
    if (part !== null) await until(sequence * PARTS_PER_SEGMENT + part + 1)
    const { fragments } = film[name]
    const total = name === 'break' ? fragments.length : SEGMENTS_A_ROUND * PARTS_PER_SEGMENT
    const first = (sequence * PARTS_PER_SEGMENT + (part ?? 0)) % total
    const count = part === null ? PARTS_PER_SEGMENT : 1
    // Frames of sound do not end on half seconds: their fragments are shared out by their place in the film.
    const at = (index: number) => Math.round((index * fragments.length) / total)
    const found = fragments.slice(at(first), at(first + count))
    return found.length === 0 ? null : Buffer.concat(found)
  }

  async function untilListed(query: URLSearchParams): Promise<void> {
    const [sequence, part] = [query.get('_HLS_msn'), query.get('_HLS_part')]
    if (sequence === null) return
    await until(Number(sequence) * PARTS_PER_SEGMENT + (part === null ? PARTS_PER_SEGMENT : Number(part) + 1))
  }

  async function until(parts: number): Promise<void> {
    while (shape.kind === 'live' && partsOver() < parts)
      await wait(Math.max(1, shape.startsAtMs + parts * PART_MS - now()))
  }
}
