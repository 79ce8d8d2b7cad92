import { loopWindow, type LoopSegment, type LoopTimes } from './loop-window.ts'
import type { MediaAsset } from './media-asset.ts'

/** Room for a stalled phone to go on where it was; small enough that nobody takes it for a recording. */
const LIVE_WINDOW_MS = 30_000

/** The master playlist: each rendition and each caption track, by names relative to it. */
export function masterPlaylist(asset: MediaAsset): string {
  const captions = asset.captions.map(
    ({ id, language, name }, position) =>
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="${name}",LANGUAGE="${language}",DEFAULT=${position === 0 ? 'YES' : 'NO'},AUTOSELECT=YES,FORCED=NO,URI="captions-${id}.m3u8"`,
  )
  const renditions = asset.renditions.flatMap((rendition) => {
    const attributes = [
      `BANDWIDTH=${rendition.bandwidth}`,
      ...(rendition.averageBandwidth === undefined
        ? []
        : [`AVERAGE-BANDWIDTH=${rendition.averageBandwidth}`]),
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `FRAME-RATE=${rendition.frameRate.toFixed(3)}`,
      `CODECS="${rendition.codecs}"`,
      ...(captions.length === 0 ? [] : ['SUBTITLES="captions"']),
    ]
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, `video-${rendition.id}.m3u8`]
  })
  return lines(['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...captions, ...renditions])
}

/** A track of the asset by the name the master playlist gave it. */
export interface Track {
  readonly init?: string
  readonly segments: readonly string[]
}

export function findTrack(asset: MediaAsset, name: string): Track | undefined {
  const [kind, id] = [name.slice(0, name.indexOf('-')), name.slice(name.indexOf('-') + 1)]
  if (kind === 'video') return asset.renditions.find((rendition) => rendition.id === id)
  if (kind === 'captions') return asset.captions.find((captions) => captions.id === id)
  return undefined
}

/** The live playlist of one track now: a sliding window with no end. Null before the first segment is over. */
export function livePlaylist(asset: MediaAsset, track: Track, times: LoopTimes): string | null {
  const window = loopWindow(asset.segmentDurations, { ...times, windowMs: LIVE_WINDOW_MS })
  const [first] = window
  if (first === undefined) return null
  return lines([
    ...head(asset),
    `#EXT-X-MEDIA-SEQUENCE:${first.sequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore(first)}`,
    ...body(track, window),
  ])
}

/** The recording of one round of the film, on the programme time it was broadcast at. */
export function replayPlaylist(asset: MediaAsset, track: Track, startedAtMs: number): string {
  const seconds = asset.segmentDurations.reduce((sum, duration) => sum + duration, 0)
  const lengthMs = Math.round(seconds * 1000)
  const all = loopWindow(asset.segmentDurations, {
    startedAtMs,
    nowMs: startedAtMs + lengthMs,
    windowMs: lengthMs,
  })
  return lines([
    ...head(asset),
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...body(track, all),
    '#EXT-X-ENDLIST',
  ])
}

/**
 * The tag is written before the first segment of each round, and counts once that segment has left the
 * window: until then it is still to be read there.
 */
function discontinuitiesBefore({ loop, index }: LoopSegment): number {
  return index === 0 ? Math.max(0, loop - 1) : loop
}

function head(asset: MediaAsset): string[] {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(asset.targetDuration)}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ]
}

function body(track: Track, window: readonly LoopSegment[]): string[] {
  return window.flatMap((segment, position) => {
    const isNewRound = segment.index === 0 && segment.loop > 0
    const path = track.segments[segment.index]
    if (path === undefined) throw new Error(`segment ${segment.index} is not in the track`)
    return [
      ...(isNewRound ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(track.init !== undefined && (position === 0 || isNewRound)
        ? [`#EXT-X-MAP:URI="../../files/${track.init}"`]
        : []),
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startsAtMs).toISOString()}`,
      `#EXTINF:${(segment.durationMs / 1000).toFixed(3)},`,
      `../../files/${path}`,
    ]
  })
}

const lines = (parts: readonly string[]) => `${parts.join('\n')}\n`
