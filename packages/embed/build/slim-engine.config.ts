import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { stripEngineLog } from './strip-engine-log.config.ts'

/** hls.js as npm has it, sources included. Why: docs/decisions/slim-media-engine.md. */
const engine = dirname(fileURLToPath(import.meta.resolve('hls.js/package.json')))

const OFF = [
  'ALT_AUDIO',
  'EME_DRM',
  'CMCD',
  'CONTENT_STEERING',
  'VARIABLE_SUBSTITUTION',
  'MEDIA_CAPABILITIES',
  'INTERSTITIALS',
  'IFRAMES',
  'M2TS_ADVANCED_CODECS',
]

/** A module of the engine that is not built, by its path, and what stands in its place. */
const IN_PLACE_OF: Readonly<Record<string, string>> = {
  // Switched off above and yet imported.
  'controller/cmcd-controller': 'export default undefined',
  'controller/content-steering-controller': 'export default undefined',
  'controller/eme-controller': 'export default undefined',
  'controller/iframe-controller': 'export const IFrameController = undefined',
  'controller/interstitials-controller': 'export default undefined',
  // Captions are WebVTT: no TTML and none hidden in the picture.
  'utils/imsc1-ttml-parser': 'export const IMSC1_CODEC = "stpp.ttml.im1t"\nexport function parseIMSC1() {}',
  'utils/cea-608-parser': 'export default class { reset() {} addData() {} }',
  // Only `progressive` loading uses it, which is off.
  'utils/fetch-loader': 'export default class {}\nexport const fetchSupported = () => false',
}
const NOTHING = '\0tote-in-place-of:'

/** Builds the engine from its own sources with its own switches: subtitles on, what no show of ours uses off. */
export function slimEngine(version: string): Plugin {
  return {
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
    async resolveId(id, importer, options) {
      if (id === 'hls.js') return join(engine, 'src/hls.ts')
      if (importer?.includes('/hls.js/src/') !== true) return null
      if (!id.startsWith('.')) {
        // npm's hls.js bundles these and does not name them as its own.
        const ours = await this.resolve(id, import.meta.filename, { ...options, skipSelf: true })
        return ours
      }
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      const path = found === null ? '' : found.id.replace(/^.*\/hls\.js\/src\//, '').replace(/\.ts$/, '')
      return Object.hasOwn(IN_PLACE_OF, path) ? NOTHING + path : found
    },
    load(id) {
      if (!id.startsWith(NOTHING)) return null
      return { code: IN_PLACE_OF[id.slice(NOTHING.length)] ?? '', moduleSideEffects: false }
    },
    // A switch that a newer hls.js brings and nobody sets would only be missed when it is played.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const left = file.type === 'chunk' ? /__(?:USE|HLS|IN)_[A-Z0-9_]+__/.exec(file.code) : null
        if (left !== null) throw new Error(`${left[0]} of hls.js is not set: add it to slim-engine.config.ts`)
      }
    },
    transform: (code, id) =>
      id.includes('/hls.js/src/') && id.endsWith('.ts')
        ? { code: stripEngineLog(id, code), map: null }
        : null,
  }
}
