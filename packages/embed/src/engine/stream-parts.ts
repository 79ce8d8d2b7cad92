import type Hls from 'hls.js'
import type { Inside } from './inside.ts'

/** Makes an engine that was built without it do what a stream needs. */
export type AddPart = (hls: Hls, inside: Inside) => void

/** Sound with an address of its own; without one it is in the picture's segments. */
const SOUND_APART = /^#EXT-X-MEDIA:(?=.*TYPE=AUDIO).*URI=/m
const CAPTIONS = /^#EXT-X-MEDIA:.*TYPE=SUBTITLES/m

/** Those that are here already, each put in by its own file: an `import()` of it would answer some tasks later. */
export const here: { sound?: AddPart; captions?: AddPart } = {}

/** What a stream needs of which its first playlist tells: what is here, and what is on its way. */
export function partsFor(playlist: string): readonly (AddPart | Promise<AddPart>)[] {
  return [
    ...(SOUND_APART.test(playlist)
      ? [here.sound ?? import('./alternate-audio.ts').then(({ addSound }) => addSound)]
      : []),
    ...(CAPTIONS.test(playlist)
      ? [here.captions ?? import('./stream-captions.ts').then(({ addCaptions }) => addCaptions)]
      : []),
  ]
}
