import { PART_SECONDS, PARTS_PER_SEGMENT } from './make-film.ts'
import {
  discontinuitiesBefore,
  listSegments,
  SEGMENT_SECONDS,
  SEGMENTS_A_ROUND,
  type ListedSegment,
  type StreamShape,
} from './stream-shape.ts'

/** Segments at the edge that are listed in parts too. */
const SEGMENTS_IN_PARTS = 3

export type PlaylistName = 'main' | 'low' | 'picture' | 'english' | 'french' | 'captions'

export function masterPlaylist({ tracks, hasCaptions, hasSoundAlone }: StreamShape): string {
  const media = [
    ...(tracks === 'apart'
      ? [language('english', 'English', 'en'), language('french', 'Français', 'fr')]
      : []),
    ...(hasCaptions
      ? [
          '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="captions.m3u8"',
        ]
      : []),
  ]
  const more = `${tracks === 'apart' ? ',AUDIO="audio"' : ''}${hasCaptions ? ',SUBTITLES="subs"' : ''}`
  const variant = (bandwidth: number, about: string, name: PlaylistName) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},${about}${more}`,
    `${name}.m3u8`,
  ]
  const codecs = 'CODECS="avc1.42c00c,mp4a.40.2"'
  const sound = variant(64_000, 'CODECS="mp4a.40.2"', 'english')
  const variants =
    tracks === 'only'
      ? sound
      : tracks === 'apart'
        ? variant(320_000, `RESOLUTION=180x320,${codecs}`, 'picture')
        : [
            ...variant(320_000, `RESOLUTION=180x320,${codecs}`, 'main'),
            ...variant(120_000, `RESOLUTION=90x160,${codecs}`, 'low'),
            ...(hasSoundAlone ? sound : []),
          ]
  return lines(['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-INDEPENDENT-SEGMENTS', ...media, ...variants])
}

/** Of one track, when so many parts of the show are over. */
export function mediaPlaylist(name: PlaylistName, shape: StreamShape, partsOver: number): string {
  const isOver = shape.kind === 'on-demand'
  const length = Math.round(shape.windowSeconds / SEGMENT_SECONDS)
  const to = isOver ? length : Math.floor(partsOver / PARTS_PER_SEGMENT)
  const from = isOver ? 0 : Math.max(0, to - length)
  const inParts = shape.isLowLatency && name !== 'captions'
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    ...(isOver ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    ...(inParts
      ? [
          `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${PART_SECONDS * 3}`,
          `#EXT-X-PART-INF:PART-TARGET=${PART_SECONDS}`,
        ]
      : []),
    `#EXT-X-MEDIA-SEQUENCE:${from}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${isOver ? 0 : discontinuitiesBefore(shape, from)}`,
    ...listSegments(shape, from, to).flatMap((segment, index) => [
      ...head(name, segment, index),
      ...(inParts && index >= to - from - SEGMENTS_IN_PARTS
        ? parts(`${name}/${segment.name}`, PARTS_PER_SEGMENT)
        : []),
      `#EXTINF:${SEGMENT_SECONDS.toFixed(3)},`,
      `${name}/${segment.name}.${name === 'captions' ? 'vtt' : 'm4s'}`,
    ]),
    ...(inParts ? growing(name, shape, { sequence: to, partsOver }) : []),
    ...(isOver ? ['#EXT-X-ENDLIST'] : []),
  ])
}

/** The segment that is being made: its finished parts, and the one that comes next. */
function growing(
  name: PlaylistName,
  shape: StreamShape,
  { sequence, partsOver }: { sequence: number; partsOver: number },
): string[] {
  const done = partsOver - sequence * PARTS_PER_SEGMENT
  const [segment] = listSegments(shape, sequence, sequence + 1)
  if (segment === undefined) return []
  return [
    ...(done > 0 || segment.isNewFilm ? head(name, segment, sequence === 0 ? 0 : 1) : []),
    ...parts(`${name}/${segment.name}`, done),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${name}/${segment.name}.${done}.m4s"`,
  ]
}

function head(
  name: PlaylistName,
  { isNewFilm, startsAtMs, name: file }: ListedSegment,
  index: number,
): string[] {
  const needsMap = (isNewFilm || index === 0) && name !== 'captions'
  return [
    ...(isNewFilm && index > 0 ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(needsMap ? [`#EXT-X-MAP:URI="${file.startsWith('b') ? 'break' : name}/init.mp4"`] : []),
    ...(startsAtMs === null ? [] : [`#EXT-X-PROGRAM-DATE-TIME:${new Date(startsAtMs).toISOString()}`]),
  ]
}

function parts(segment: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, part) => `#EXT-X-PART:DURATION=${PART_SECONDS},INDEPENDENT=YES,URI="${segment}.${part}.m4s"`,
  )
}

/** One caption a segment, which says which it is. */
export function captionSegment(sequence: number): string {
  const at = (sequence % SEGMENTS_A_ROUND) * SEGMENT_SECONDS
  const clock = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
  return `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n${clock(at)} --> ${clock(at + 1.9)}\nCaption ${sequence}\n`
}

function language(name: PlaylistName, label: string, code: string): string {
  return `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="${label}",LANGUAGE="${code}",DEFAULT=${code === 'en' ? 'YES' : 'NO'},AUTOSELECT=YES,CHANNELS="1",URI="${name}.m3u8"`
}

const lines = (all: readonly string[]) => `${all.join('\n')}\n`
