import { liftTicket } from './lift-ticket.ts'
import { readScriptTag } from './script-tag.ts'
import { startEmbed } from './start-embed.ts'

// Written in by the build: the version in package.json, and the shell's file beside this one.
declare const TOTE_VERSION: string
declare const TOTE_SHELL: string

// Before anything else can read the address.
liftTicket(document)

const tag = readScriptTag(document)
startEmbed({
  document,
  tag,
  version: TOTE_VERSION,
  // A browser may remember that a file could not be had: another try is another address.
  importShell: (attempt) =>
    import(/* @vite-ignore */ new URL(TOTE_SHELL + (attempt > 0 ? `?try=${attempt}` : ''), tag.url).href),
})
