import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { leaveOut } from './leave-out.config.ts'
import { stripEngineLog } from './strip-engine-log.config.ts'

/** hls.js as npm has it, sources included. Why: docs/decisions/slim-media-engine.md. */
const engine = dirname(fileURLToPath(import.meta.resolve('hls.js/package.json')))

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

const TRACKS = '/utils/texttrack-utils.ts'

/** A caption track's empty file: a page allows blob: for the picture anyway, and data: perhaps not. */
function emptyTrackAsBlob(code: string): string {
  const asBlob = code.replace(
    "'data:,WEBVTT'",
    "URL.createObjectURL(new Blob(['WEBVTT'], { type: 'text/vtt' }))",
  )
  if (asBlob === code)
    throw new Error(`hls.js makes its caption tracks in another way now: look at ${TRACKS}`)
  return asBlob
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
        if (id === 'hls.js') return join(engine, 'src/hls.ts')
        if (importer?.includes('/hls.js/src/') !== true || id.startsWith('.')) return null
        // npm's hls.js has these inside and does not name them: they are ours to bring.
        return this.resolve(id, import.meta.filename, { ...options, skipSelf: true })
      },
      transform(code, id) {
        if (!id.includes('/hls.js/src/') || !id.endsWith('.ts')) return null
        const stripped = stripEngineLog(id, code)
        return { code: id.endsWith(TRACKS) ? emptyTrackAsBlob(stripped) : stripped, map: null }
      },
    },
    leaveOut('/hls.js/src/', IN_PLACE_OF),
  ]
}
