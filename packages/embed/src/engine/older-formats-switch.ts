import { addFormats } from 'hls.js/src/demux/transmuxer'

let adding: Promise<void> | undefined

/** Loads once what reads MPEG-TS, AAC and MP3; a failure is forgotten. The engine's own list is one for the page. */
export function addOlderFormats(): Promise<void> {
  adding ??= import('./older-formats.ts')
    .then(({ olderFormats }) => addFormats(olderFormats))
    .catch((error: unknown) => {
      adding = undefined
      throw error
    })
  return adding
}
