import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import fastify from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HubContext } from '../hub-context.ts'
import { staticRoutes } from './static-routes.ts'

const SCRIPT = 'window.tote = "so much of it that it pays"'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tote-static-'))
  mkdirSync(join(folder, 'v1.2.3'))
  writeFileSync(join(folder, 'v1.2.3/tote.js'), SCRIPT)
  writeFileSync(join(folder, 'v1.2.3/tote.js.br'), brotliCompressSync(SCRIPT))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['br, gzip', 'br'],
  ['gzip', undefined],
])(
  'a script goes to who accepts %s with the encoding %s, as a script kept for ever',
  async (accepted, encoding) => {
    const app = fastify()
    // Of the hub only what the routes for files ask.
    const context = {
      config: { TOTE_EMBED_DIR: folder },
      publicUrl: 'http://hub.test',
    } as unknown as HubContext
    await app.register((scope) => staticRoutes(scope, context))
    const answer = await app.inject({
      url: '/embed/v1.2.3/tote.js',
      headers: { 'accept-encoding': accepted },
    })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['content-type']).toContain('javascript')
    expect(answer.headers['cache-control']).toContain('immutable')
    expect(answer.headers['vary']).toContain('accept-encoding')
    expect(answer.rawPayload).toEqual(encoding === 'br' ? brotliCompressSync(SCRIPT) : Buffer.from(SCRIPT))
    await app.close()
  },
)
