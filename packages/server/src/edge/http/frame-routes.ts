import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { publishableKeySchema } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import type { Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tenantOfKey } from './visit.ts'

const querySchema = z.object({ key: publishableKeySchema })

/**
 * `GET /frame?key=…&show=…`: the page of an isolated mount. It says who may be around it and who may speak with it,
 * and gets no cookie of the hub's there. Without a built embed there is none.
 */
export function frameRoutes(app: FastifyInstance, { config, store, publicUrl }: HubContext): void {
  const script = config.TOTE_EMBED_DIR === undefined ? null : newestFrame(resolve(config.TOTE_EMBED_DIR))
  if (script === null) return
  app.get('/frame', async (request, reply) => {
    const { key } = parseMessage(querySchema, request.query)
    const tenant = await tenantOfKey(store.db, key)
    return reply
      .header('content-security-policy', framePolicy(publicUrl, tenant))
      .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(framePage(script, tenant))
  })
}

/** Path of the newest version's script; null where there is none. */
function newestFrame(folder: string): string | null {
  if (!existsSync(folder)) return null
  const [newest] = readdirSync(folder)
    .filter((name) => /^v\d+\.\d+\.\d+$/.test(name) && existsSync(join(folder, name, 'frame.js')))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  return newest === undefined ? null : `/embed/${newest}/frame.js`
}

/** All that is not a script: the sites that may speak with it, and which of them are told how much is in the basket. */
function framePage(script: string, { channels }: Tenant): string {
  const sites = channels.map(({ origin, tellsCount }) => ({ origin, tellsCount }))
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="tote-sites" content="${escaped(JSON.stringify(sites))}" />
    <title>Tote</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${escaped(script)}"></script>
  </head>
  <body></body>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Pictures and the stream may lie on a CDN; everything that acts is the hub's own. In nobody's frame but the channels'. */
function framePolicy(publicUrl: string, { channels }: Tenant): string {
  const socket = publicUrl.replace(/^http/, 'ws')
  const around = channels.length === 0 ? "'none'" : channels.map(({ origin }) => origin).join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${socket} https:`,
    "img-src 'self' https: data:",
    "media-src 'self' blob: https:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${around}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html tote',
  ].join('; ')
}
