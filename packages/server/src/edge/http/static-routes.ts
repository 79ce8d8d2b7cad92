import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import { tenantIdSchema, ToteError } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { findTenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'

const assetParams = z.object({ tenantId: tenantIdSchema, '*': z.string().check(z.maxLength(500)) })

const YEAR_SECONDS = 31_536_000

/** Files: tenants' pictures, the embed at versioned URLs, the console. */
export async function staticRoutes(
  app: FastifyInstance,
  { config, store, publicUrl }: HubContext,
): Promise<void> {
  await app.register(fastifyStatic, { root: resolve('.'), serve: false })

  app.get('/assets/:tenantId/*', async (request, reply) => {
    const { tenantId, '*': path } = parseMessage(assetParams, request.params)
    const tenant = await findTenant(store.db, tenantId)
    if (tenant?.assetsDir == null) throw new ToteError('not_found')
    void reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.sendFile(path, tenant.assetsDir, { maxAge: '5m', cacheControl: true })
  })

  if (config.TOTE_EMBED_DIR !== undefined)
    await app.register(fastifyStatic, {
      root: mustExist('TOTE_EMBED_DIR', config.TOTE_EMBED_DIR),
      prefix: '/embed/',
      decorateReply: false,
      cacheControl: false,
      index: false,
      // The build leaves each script in brotli beside it: a third of what it would be to send.
      preCompressed: true,
      setHeaders(reply, path) {
        // A full version in the URL never changes what it means; a floating one is asked about again.
        const isImmutable = /[/\\]v\d+\.\d+\.\d+[^/\\]*[/\\]/.test(path)
        void reply.header(
          'cache-control',
          isImmutable ? `public, max-age=${YEAR_SECONDS}, immutable` : 'public, max-age=60',
        )
        void reply.header('access-control-allow-origin', '*')
        void reply.header('cross-origin-resource-policy', 'cross-origin')
      },
    })

  if (config.TOTE_CONSOLE_DIR !== undefined) {
    const root = mustExist('TOTE_CONSOLE_DIR', config.TOTE_CONSOLE_DIR)
    await app.register(fastifyStatic, {
      root,
      prefix: '/console/',
      decorateReply: false,
      index: false,
      wildcard: true,
    })
    const page = async (_request: unknown, reply: import('fastify').FastifyReply) =>
      reply
        .header('content-security-policy', consoleCsp(publicUrl))
        .header('cache-control', 'no-cache')
        .sendFile('index.html', root, { cacheControl: false })
    app.get('/console', page)
    app.get('/console/', page)
  }

  if (config.TOTE_WINDOW_DIR !== undefined) {
    const root = mustExist('TOTE_WINDOW_DIR', config.TOTE_WINDOW_DIR)
    await app.register(fastifyStatic, {
      root,
      prefix: '/window/',
      decorateReply: false,
      index: false,
      wildcard: true,
    })
    for (const [path, openerPolicy] of WINDOWS)
      app.get(path, async (_request, reply) =>
        reply
          .header('content-security-policy', WINDOW_CSP)
          .header('cross-origin-opener-policy', openerPolicy)
          .header('x-frame-options', 'DENY')
          .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
          .header('cache-control', 'no-cache')
          .sendFile('index.html', root, { cacheControl: false }),
      )
  }
}

/** `/continue` hands its opener the release, so it has to keep it; the others want none. */
const WINDOWS = [
  ['/continue', 'unsafe-none'],
  ['/adopt', 'same-origin'],
  ['/where', 'same-origin'],
] as const

/** Nothing of anybody else's, in nobody's frame. */
const WINDOW_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/** Media and pictures may lie on a CDN; scripts and styles are the hub's own. */
function consoleCsp(publicUrl: string): string {
  const socket = publicUrl.replace(/^http/, 'ws')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${socket} https:`,
    "img-src 'self' https: data:",
    // blob: for Media Source Extensions, data: for the empty track that hls.js hangs captions on.
    "media-src 'self' blob: data: https:",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html tote',
  ].join('; ')
}

function mustExist(variable: string, folder: string): string {
  const root = resolve(folder)
  if (!existsSync(root)) throw new Error(`${variable} names ${root}, which does not exist. Build it first.`)
  return root
}
