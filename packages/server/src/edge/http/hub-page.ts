import { ToteError } from '@tote/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The browser's one cookie of the hub's windows: where it is read from, and how it is set. */
export interface WindowCookie {
  read(request: FastifyRequest): string | null
  write(reply: FastifyReply, secret: string, maxAgeMs: number): void
}

/**
 * `__Host-` makes the browser hold that it was set by this very host, over TLS, for all of it. Without TLS (a demo on
 * loopback) browsers take no such name; see docs/decisions/hub-windows.md.
 */
export function createWindowCookie(publicUrl: string): WindowCookie {
  const isSecure = publicUrl.startsWith('https:')
  const name = isSecure ? '__Host-tote' : 'tote-window'
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const
  return {
    read(request) {
      const secret = request.cookies[name]
      return secret !== undefined && /^th_[A-Za-z0-9_-]{32}$/.test(secret) ? secret : null
    },
    write(reply, secret, maxAgeMs) {
      void reply.setCookie(name, secret, { ...options, maxAge: maxAgeMs / 1000 })
    },
  }
}

/**
 * Only the hub's own page may act through a cookie of the hub's: no other site's script or form. Its own frame may ask
 * too, and is sent none of the windows' cookie, by `SameSite`.
 * @throws ToteError `origin`
 */
export function checkHubPage(request: FastifyRequest, ownOrigins: ReadonlySet<string>): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  // A browser leaves Origin out of its own page's GET, and says so in Sec-Fetch-Site.
  const isOwn =
    origin === undefined ? request.method === 'GET' && site === 'same-origin' : ownOrigins.has(origin)
  if (!isOwn || (site !== undefined && site !== 'same-origin'))
    throw new ToteError('origin', "This is for the hub's own windows only.", { details: { field: 'origin' } })
}
