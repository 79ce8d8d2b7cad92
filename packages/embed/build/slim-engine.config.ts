import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { leaveOut } from './leave-out.config.ts'
import { stripEngineLog } from './strip-engine-log.config.ts'

/** hls.js as npm has it, sources included. Why: docs/decisions/slim-media-engine.md. */
const engine = dirname(fileURLToPath(import.meta.resolve('hls.js/package.json')))

/** What stands around it. */
const ours = join(dirname(import.meta.dirname), 'src/engine')

const ENGINE = '\0tote-engine'

/** Switches of the engine's own build. */
const OFF = [
  'ALT_AUDIO',
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

/** Builds the engine from its own sources with its own switches: subtitles on, what no show of ours uses off. */
export function slimEngine(version: string): Plugin[] {
  return [
    {
      name: 'tote-slim-engine',
      enforce: 'pre',
      config: () => ({
        define: {
          __VERSION__: JSON.stringify(version),
          __USE_SUBTITLES__: 'true',
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
