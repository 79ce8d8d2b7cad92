import type { ChunkName } from './chunk-names.ts'
import { liftTicket } from './lift-ticket.ts'
import { readScriptTag } from './script-tag.ts'
import { startEmbed } from './start-embed.ts'

// Written in by the build: the version in package.json, and the names of the files beside this one.
declare const TOTE_VERSION: string
declare const TOTE_FILES: Readonly<Record<ChunkName, string>>

// Before anything else can read the address.
liftTicket(document)

const tag = readScriptTag(document)
const urlOf = (name: ChunkName) => new URL(TOTE_FILES[name], tag.url).href

startEmbed({
  document,
  tag,
  version: TOTE_VERSION,
  importChunk(name, attempt) {
    // A browser may remember that a file could not be had: another try is another address.
    const url = urlOf(name) + (attempt > 0 ? `?try=${attempt}` : '')
    return import(/* @vite-ignore */ url).catch((cause: unknown) => {
      // Not every browser says which file.
      throw new Error(`${url}: ${String(cause)}`, { cause })
    })
  },
  hintChunk(name) {
    const link = document.createElement('link')
    document.head.append(
      Object.assign(link, { rel: 'modulepreload', href: urlOf(name), crossOrigin: '', nonce: tag.nonce }),
    )
  },
})
