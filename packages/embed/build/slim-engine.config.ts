import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { leaveOut } from './leave-out.config.ts'
import { stripEngineLog } from './strip-engine-log.config.ts'

/** hls.js as npm has it, sources included. Why: docs/decisions/slim-media-engine.md. */
const engine = dirname(fileURLToPath(import.meta.resolve('hls.js/package.json')))

/** What stands around it. */
const ours = join(dirname(import.meta.dirname), 'src/engine')

/** What the player gets as `hls.js`. */
export const ENGINE = '\0tote-engine'

/** Switches of the engine's own build. */
const OFF = [
  // Both come with a stream that has some: see src/engine/stream-parts.ts.
  'ALT_AUDIO',
  'SUBTITLES',
  'EME_DRM',
  'CMCD',
  'CONTENT_STEERING',
  'VARIABLE_SUBSTITUTION',
  // HEVC and Dolby inside MPEG-TS; in fragmented MP4 they need no parser.
  'M2TS_ADVANCED_CODECS',
  'MEDIA_CAPABILITIES',
  'INTERSTITIALS',
  'IFRAMES',
]

const NO = (what: string) => `throw new Error('${what} is not part of this build of hls.js')`

/** Modules of the engine that are not built, by their path, and what stands in their place. */
const IN_PLACE_OF = {
  // Switched off above and yet imported.
  'controller/cmcd-controller': 'export default undefined',
  'controller/content-steering-controller': 'export default undefined',
  'controller/eme-controller': 'export default undefined',
  'controller/iframe-controller': 'export const IFrameController = undefined',
  'controller/interstitials-controller': 'export default undefined',
  // Nobody listens for ID3 or DATERANGE: what happens in a show comes from its hub.
  'controller/id3-track-controller': 'export default undefined',
  // Off by default, and we leave it off: a slow device is what `capLevelToPlayerSize` and the shopper's choice are for.
  'controller/fps-controller': 'export default undefined',
  // Read out of playlists and hung on their segments for the one above, and for adverts between.
  'loader/date-range': 'export const DateRange = undefined',
  // It is off: see `__HLS_WORKER_BUNDLE__` below, and `enableWorker` in the player.
  'demux/inject-worker': `export const hasUMDWorker = () => false
export const injectWorker = () => { ${NO('a worker')} }
export const loadWorker = injectWorker
export const removeWorkerFromStore = () => undefined`,
  // What a device decodes smoothly is asked for by `MEDIA_CAPABILITIES` alone, which is off.
  'utils/mediacapabilities-helper': `export const SUPPORTED_INFO_DEFAULT = { supported: true, configurations: [], decodingInfoResults: [] }
export const getUnsupportedResult = (error, configurations) =>
  ({ supported: false, configurations, decodingInfoResults: [{ supported: false, smooth: false }], error })
export const requiresMediaCapabilitiesDecodingInfo = () => false
export const getMediaDecodingInfoPromise = () => Promise.resolve(SUPPORTED_INFO_DEFAULT)
export const estimatedAudioBitrate = (_codec, bitrate) => Math.max(1, Math.min(bitrate / 2, 128_000))`,
  'demux/sample-aes': `export default class { constructor() { ${NO('SAMPLE-AES')} } }`,
  // Captions are WebVTT: no TTML and none hidden in the picture.
  'utils/imsc1-ttml-parser': 'export const IMSC1_CODEC = "stpp.ttml.im1t"\nexport function parseIMSC1() {}',
  'utils/cea-608-parser': 'export default class { reset() {} addData() {} }',
  // Every browser with MSE has it.
  'utils/vttcue': 'export default self.VTTCue',
  // Only `progressive` loading uses it, which is off.
  'utils/fetch-loader': 'export default class {}\nexport const fetchSupported = () => false',
  // A page of ours is a secure context, where the browser decrypts AES-128 itself.
  'crypt/aes-decryptor': `export default class { constructor() { ${NO('AES without WebCrypto')} } }\nexport const removePadding = (data) => data`,
} as const

/** Changes inside a module of the engine. Each fails the build when the engine is not as it was. */
const CHANGES: Readonly<Record<string, (code: string, path: string) => string>> = {
  // A caption track's empty file: a page allows blob: for the picture anyway, and data: perhaps not.
  '/utils/texttrack-utils.ts': (code, path) =>
    swap(code, path, {
      from: "'data:,WEBVTT'",
      to: "URL.createObjectURL(new Blob(['WEBVTT'], { type: 'text/vtt' }))",
    }),
  // Libraries of which the engine itself takes one function that every browser has by now.
  '/hls.ts': (code, path) =>
    swap(code, path, {
      from: "import { uuid } from '@svta/cml-utils';",
      to: 'const uuid = () => crypto.randomUUID();',
    }),
  '/utils/mp4-tools.ts': decodeText,
  '/utils/webvtt-parser.ts': (code, path) =>
    swap(decodeText(code, path), path, {
      from: "import { normalizePts } from '../remux/mp4-remuxer';",
      // MPEG's clock of 33 bits starts anew every 26.5 hours: the time nearest to the reference.
      to: 'const normalizePts = (value, near) => near === null ? value : value + Math.round((near - value) / 2 ** 33) * 2 ** 33;',
    }),
  // What waits for the buffer, as text for its log.
  '/controller/buffer-operation-queue.ts': (code, path) =>
    swap(code, path, { from: /public toString\(\): string \{[^]*$/, to: '}' }),
  // What is left of DATERANGE.
  '/loader/m3u8-parser.ts': (code, path) =>
    swap(swap(code, path, { from: /case 'DATERANGE': \{[^]*?(?=case 'DEFINE')/, to: '' }), path, {
      from: /(export function mapDateRanges\()[^]*?\n\}\n/,
      to: '$1) {}\n',
    }),
  '/utils/level-helper.ts': (code, path) =>
    swap(code, path, {
      from: /(function mergeDateRanges\()[^]*?\n\}\n/,
      to: '$1) { return {}; }\n',
    }),
  // A file that is imported here is one of the engine's, whether or not anything of it is used.
  '/hls.js/src/config.ts': (code, path) =>
    swap(
      swap(code, path, {
        from: /import (?:\w+|\{ \w+ \}) from '.\/controller\/(?:audio|subtitle|timeline)-[\w-]+';\n/g,
        to: '',
        times: 5,
      }),
      path,
      { from: "import Cues from './utils/cues';", to: 'const Cues = undefined;' },
    ),
  // Of sound in several codecs it chooses the one that is meant to be heard: known when the sound comes later, too.
  '/utils/rendition-helper.ts': (code, path) =>
    swap(code, path, { from: '__USE_ALT_AUDIO__ && audioGroups', to: 'audioGroups' }),
  // ID3 and captions inside the picture, which nobody reads, took the remuxer of older formats along.
  '/remux/passthrough-remuxer.ts': (code, path) =>
    swap(code, path, {
      from: /import \{\s*flushTextTrackMetadataCueSamples,\s*flushTextTrackUserdataCueSamples,\s*\} from '.\/mp4-remuxer';/,
      to: 'const flushTextTrackMetadataCueSamples = () => undefined;\nconst flushTextTrackUserdataCueSamples = () => undefined;',
    }),
  // Older formats come when a stream has them: see src/engine/engine.ts.
  '/demux/transmuxer.ts': (code, path) => {
    const without = swap(code, path, {
      from: /import (?:AACDemuxer|MP3Demuxer|TSDemuxer|MP4Remuxer|\{ AC3Demuxer \}) from '[^']+';\n/g,
      to: '',
      times: 5,
    })
    const first = swap(without, path, {
      from: /(const muxConfig[^=]*= \[\s*\{ demux: MP4Demuxer, remux: PassThroughRemuxer \},)[^\]]*\];/,
      to: '$1];\nexport function addFormats(formats) { muxConfig.push(...formats); }',
    })
    return swap(first, path, { from: /if \(__USE_M2TS_ADVANCED_CODECS__\) \{[^}]*\}[^}]*\}/, to: '' })
  },
}

interface Swap {
  readonly from: string | RegExp
  readonly to: string
  readonly times?: number
}

function swap(code: string, path: string, { from, to, times = 1 }: Swap): string {
  const found =
    typeof from === 'string' ? code.split(from).length - 1 : [...code.matchAll(new RegExp(from, 'g'))].length
  if (found !== times) throw new Error(`${path} has ${found} of ${from}, not ${times}: hls.js is another now`)
  return code.replace(from, to)
}

function decodeText(code: string, path: string): string {
  return swap(code, path, {
    from: "import { utf8ArrayToStr } from '@svta/cml-id3';",
    to: 'const utf8ArrayToStr = (bytes) => new TextDecoder().decode(bytes);',
  })
}

/** Builds the engine from its own sources with its own switches: what no show of ours uses, or not each, is off. */
export function slimEngine(version: string): Plugin[] {
  return [
    {
      name: 'tote-slim-engine',
      enforce: 'pre',
      config: () => ({
        define: {
          __VERSION__: JSON.stringify(version),
          __IN_WORKER__: 'false',
          // Its worker comes as a blob, which strict pages forbid.
          __HLS_WORKER_BUNDLE__: 'undefined',
          ...Object.fromEntries(OFF.map((name) => [`__USE_${name}__`, 'false'])),
        },
      }),
      resolveId(id, importer, options) {
        // What the player asks for is our own, which is the engine and what it loads later.
        if (id === 'hls.js') return ENGINE
        if (id.startsWith('hls.js/src/'))
          return join(engine, id.slice('hls.js/'.length).replace(/(\?|$)/, '.ts$1'))
        if (importer?.includes('/hls.js/src/') !== true || id.startsWith('.')) return null
        // npm's hls.js has these inside and does not name them: they are ours to bring.
        return this.resolve(id, import.meta.filename, { ...options, skipSelf: true })
      },
      load: (id) =>
        id === ENGINE
          ? `export { ToteHls as default } from ${JSON.stringify(join(ours, 'engine.ts'))}`
          : null,
      transform(code, id) {
        const [path = ''] = id.split('?')
        if (!path.includes('/hls.js/src/') || !path.endsWith('.ts')) return null
        let changed = stripEngineLog(path, code)
        for (const [file, change] of Object.entries(CHANGES))
          if (path.endsWith(file)) changed = change(changed, path)
        return { code: changed, map: null }
      },
    },
    leaveOut('/hls.js/src/', IN_PLACE_OF),
  ]
}
