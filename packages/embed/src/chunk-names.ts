/** Files beside the script that it knows, and loads when they are needed. The build writes their names into it. */
export const CHUNK_NAMES = [
  'shell',
  'engine',
  'open-stream',
  'stream-captions',
  'isolated',
  'shows',
  'faults',
  'doctor',
  'host-cart',
] as const

export type ChunkName = (typeof CHUNK_NAMES)[number]
