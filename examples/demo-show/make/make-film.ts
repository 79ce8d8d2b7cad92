import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { captionSegment } from './captions.ts'
import { composeBed } from './music.ts'
import { SCENE_SECONDS } from './demo-product.ts'
import { products } from './products.ts'
import { takePicture, withStage } from './render.ts'
import { run } from './run.ts'
import { filmFrame } from './scene-page.ts'
import { speak, type Spoken } from './speech.ts'

const SECONDS = products.length * SCENE_SECONDS
const SEGMENT = 2
/** Drawn so often a second and sent twice: the movements are slow. */
const DRAWN_RATE = 12
const RATE = 24

const renditions = [
  {
    id: '720',
    width: 720,
    height: 1280,
    video: '250k',
    most: '340k',
    codecs: 'avc1.64001f,mp4a.40.2',
    level: '3.1',
  },
  {
    id: '360',
    width: 360,
    height: 640,
    video: '90k',
    most: '130k',
    codecs: 'avc1.64001e,mp4a.40.2',
    level: '3.0',
  },
] as const

const out = fileURLToPath(new URL('../media/atelier/', import.meta.url))
const work = await mkdtemp(join(tmpdir(), 'tote-film-'))
try {
  await rm(out, { recursive: true, force: true })
  const spoken = await speak(work)
  const sound = await mixSound(spoken)
  const film = join(work, 'film.mp4')
  await withStage(async (page) => {
    async function* frames() {
      for (let frame = 0; frame < SECONDS * DRAWN_RATE; frame += 1)
        yield await takePicture(page, filmFrame(frame / DRAWN_RATE), { type: 'jpeg', quality: 90 })
    }
    const input = ['-f', 'image2pipe', '-c:v', 'mjpeg', '-framerate', String(DRAWN_RATE), '-i', '-']
    await run(
      'ffmpeg',
      [
        '-loglevel',
        'error',
        '-y',
        ...input,
        '-r',
        String(RATE),
        '-c:v',
        'libx264',
        '-crf',
        '12',
        '-preset',
        'veryfast',
        '-pix_fmt',
        'yuv420p',
        film,
      ],
      frames(),
    )
  })
  const made = []
  for (const rendition of renditions) made.push(await packageRendition(rendition, film, sound))
  const pts = await firstPts(join(out, '720'))
  const captions = await writeCaptions(spoken, pts)
  const count = SECONDS / SEGMENT
  const asset = {
    targetDuration: SEGMENT,
    segmentDurations: Array.from({ length: count }, () => SEGMENT),
    renditions: made,
    captions: [captions],
  }
  await writeFile(join(out, 'asset.json'), `${JSON.stringify(asset)}\n`)
} finally {
  await rm(work, { recursive: true, force: true })
}

/** The bed under the voice, ducked while she speaks. */
async function mixSound(spoken: readonly Spoken[]): Promise<string> {
  const bed = join(work, 'bed.wav')
  await writeFile(bed, composeBed(SECONDS))
  const inputs = spoken.flatMap(({ file }) => ['-i', file])
  const delayed = spoken.map(
    ({ startsAt }, index) =>
      `[${index + 1}:a]aresample=44100,adelay=${Math.round(startsAt * 1000)}[v${index}]`,
  )
  const voices = spoken.map((_, index) => `[v${index}]`).join('')
  const graph = [
    ...delayed,
    `${voices}amix=inputs=${spoken.length}:normalize=0,highpass=f=90,volume=1.5,apad=whole_dur=${SECONDS},asplit[voice][key]`,
    '[0:a]volume=0.9[bed]',
    '[bed][key]sidechaincompress=threshold=0.02:ratio=5:attack=120:release=700[under]',
    `[under][voice]amix=inputs=2:normalize=0,alimiter=limit=0.9,atrim=0:${SECONDS}[out]`,
  ].join(';')
  const sound = join(work, 'sound.wav')
  await run('ffmpeg', [
    '-loglevel',
    'error',
    '-y',
    '-i',
    bed,
    ...inputs,
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    '-ac',
    '1',
    '-ar',
    '44100',
    sound,
  ])
  return sound
}

async function packageRendition(rendition: (typeof renditions)[number], film: string, sound: string) {
  const folder = join(out, rendition.id)
  await mkdir(folder, { recursive: true })
  const group = String(SEGMENT * RATE)
  await run('ffmpeg', [
    '-loglevel',
    'error',
    '-y',
    '-i',
    film,
    '-i',
    sound,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-t',
    String(SECONDS),
    '-vf',
    `scale=${rendition.width}:${rendition.height}:flags=lanczos`,
    '-r',
    String(RATE),

    '-c:v',
    'libx264',
    '-profile:v',
    'high',
    '-level',
    rendition.level,
    '-preset',
    'slow',
    '-pix_fmt',
    'yuv420p',

    '-b:v',
    rendition.video,
    '-maxrate',
    rendition.most,
    '-bufsize',
    rendition.most,
    '-g',
    group,
    '-keyint_min',
    group,
    '-sc_threshold',
    '0',
    '-c:a',
    'aac',
    '-b:a',
    '40k',
    '-ac',
    '1',
    '-f',
    'hls',
    '-hls_time',
    String(SEGMENT),
    '-hls_playlist_type',
    'vod',
    '-hls_segment_type',
    'fmp4',

    '-hls_fmp4_init_filename',
    'init.mp4',
    '-hls_segment_filename',
    join(folder, '%03d.m4s'),
    join(folder, 'made.m3u8'),
  ])
  await rm(join(folder, 'made.m3u8'))
  const segments = (await readdir(folder)).filter((name) => name.endsWith('.m4s')).toSorted()
  // AAC frames do not end where pictures do: ffmpeg may put the last few into a segment of their own.
  const wanted = SECONDS / SEGMENT
  for (const surplus of segments.splice(wanted)) await rename(join(folder, surplus), join(work, surplus))
  const sizes = await Promise.all(segments.map(async (name) => (await stat(join(folder, name))).size))
  const bits = (bytes: number) => Math.ceil((bytes * 8) / SEGMENT / 1000) * 1000
  return {
    id: rendition.id,
    bandwidth: bits(Math.max(...sizes)),
    averageBandwidth: bits(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
    width: rendition.width,
    height: rendition.height,
    frameRate: RATE,
    codecs: rendition.codecs,
    init: `${rendition.id}/init.mp4`,
    segments: segments.map((name) => `${rendition.id}/${name}`),
  }
}

/** Where the film's first picture lies on the media's 90 kHz clock. */
async function firstPts(folder: string): Promise<number> {
  const joined = `concat:${join(folder, 'init.mp4')}|${join(folder, '000.m4s')}`
  const seconds = await run('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'packet=pts_time',
    '-read_intervals',
    '%+#1',
    '-of',
    'csv=p=0',
    joined,
  ])
  return Math.round(Number(seconds.trim().split('\n')[0]?.replace(',', '')) * 90_000)
}

async function writeCaptions(spoken: readonly Spoken[], pts: number) {
  await mkdir(join(out, 'captions/en'), { recursive: true })
  const segments = []
  for (let index = 0; index < SECONDS / SEGMENT; index += 1) {
    const name = `captions/en/${String(index).padStart(3, '0')}.vtt`
    await writeFile(
      join(out, name),
      captionSegment(spoken, { from: index * SEGMENT, to: (index + 1) * SEGMENT, pts }),
    )
    segments.push(name)
  }
  return { id: 'en', language: 'en', name: 'English', segments }
}
