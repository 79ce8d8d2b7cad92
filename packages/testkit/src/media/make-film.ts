import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { splitFragments, type Fragments } from './split-fragments.ts'

/** Seconds of one fragment: what a low-latency stream calls a part. */
export const PART_SECONDS = 0.5
export const PARTS_PER_SEGMENT = 4
export const FILM_SECONDS = 120
export const FRAMES_PER_SECOND = 24
/** The number of each frame stands at the foot of its picture, as so many bars, the lowest bit first. */
export const FRAME_BITS = 12

const TRACKS = ['main', 'low', 'picture', 'english', 'french', 'break'] as const
/** `main` and `low` have picture and sound; `picture` and the two languages one each; `break` is another film, for ads. */
export type TrackName = (typeof TRACKS)[number]

/** A film of moving bars and a tone, in tracks cut into fragments. */
export type Film = Readonly<Record<TrackName, Fragments>>

/**
 * Makes the film with ffmpeg, once a machine: it is kept in the temporary folder under a name of its recipe.
 * @throws Error when ffmpeg is missing.
 */
export function makeFilm(): Film {
  const name = `tote-film-${createHash('sha256')
    .update(JSON.stringify(recipe('.')))
    .digest('hex')
    .slice(0, 12)}`
  const folder = join(tmpdir(), name)
  return read(folder) ?? make(folder)
}

function read(folder: string): Film | null {
  try {
    const track = (name: TrackName) => splitFragments(readFileSync(join(folder, `${name}.mp4`)))
    const [main, low, picture] = [track('main'), track('low'), track('picture')]
    return { main, low, picture, english: track('english'), french: track('french'), break: track('break') }
  } catch {
    // Not made yet, or taken away in part by whoever cleans the temporary folder.
    return null
  }
}

function make(folder: string): Film {
  const making = mkdtempSync(`${folder}-`)
  const { error, status, stderr } = spawnSync('ffmpeg', recipe(making), { encoding: 'utf8' })
  if (error !== undefined)
    throw new Error('ffmpeg is needed to make test media: apt-get install ffmpeg', { cause: error })
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr.slice(-2000)}`)
  rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(making, folder)
  } catch {
    // Another test made the same one at the same time.
    rmSync(making, { recursive: true, force: true })
  }
  const film = read(folder)
  if (film === null) throw new Error(`the film in ${folder} cannot be read`)
  return film
}

function recipe(folder: string): string[] {
  const bars = Array.from(
    { length: FRAME_BITS },
    (_, bit) =>
      `drawbox=x=${bit * 15}:y=290:w=15:h=30:color=white:t=fill:enable='mod(floor(n/${2 ** bit}),2)'`,
  )
  const picture = [`drawbox=x=0:y=290:w=180:h=30:color=black:t=fill`, ...bars, 'split=3[a][b][c]'].join(',')
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p']
  // A key frame at the start of each part, so that a player may begin at any.
  const keys = ['-g', String(FRAMES_PER_SECOND * PART_SECONDS), '-sc_threshold', '0']
  const audio = ['-c:a', 'aac', '-b:a', '48k', '-ac', '1', '-ar', '48000']
  const flags = ['-movflags', '+empty_moov+default_base_moof+frag_keyframe', '-f', 'mp4']
  const soundOnly = [
    '-frag_duration',
    String(PART_SECONDS * 1e6),
    '-movflags',
    '+empty_moov+default_base_moof',
  ]
  const out = (name: TrackName) => join(folder, `${name}.mp4`)
  return [
    ['-hide_banner', '-loglevel', 'error', '-y'],
    source(`testsrc2=size=180x320:rate=${FRAMES_PER_SECOND}:duration=${FILM_SECONDS}`),
    source(`sine=frequency=440:duration=${FILM_SECONDS}`),
    source(`sine=frequency=660:duration=${FILM_SECONDS}`),
    source(`color=c=navy:size=180x320:rate=${FRAMES_PER_SECOND}:duration=8`),
    source('sine=frequency=220:duration=8'),
    ['-filter_complex', `[0:v]${picture};[c]scale=90:160[small];[1:a]asplit=3[e1][e2][e3]`],
    ['-map', '[a]', '-map', '[e1]', ...video, ...keys, '-b:v', '200k', ...audio, ...flags, out('main')],
    ['-map', '[small]', '-map', '[e2]', ...video, ...keys, '-b:v', '60k', ...audio, ...flags, out('low')],
    ['-map', '[b]', ...video, ...keys, '-b:v', '200k', ...flags, out('picture')],
    ['-map', '[e3]', ...audio, ...soundOnly, '-f', 'mp4', out('english')],
    ['-map', '2:a', ...audio, ...soundOnly, '-f', 'mp4', out('french')],
    ['-map', '3:v', '-map', '4:a', ...video, ...keys, ...audio, ...flags, out('break')],
  ].flat()
}

function source(description: string): string[] {
  return ['-f', 'lavfi', '-i', description]
}
