import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = '__Secure-tote-follow'

/** The one cookie of the hub's that a frame may be handed: which, and where it is not to be had. */
export interface FollowCookie {
  /** Whether following is to be had at all. */
  isHad(request: FastifyRequest): boolean
  read(request: FastifyRequest): string | null
  write(reply: FastifyReply, secret: string, maxAgeMs: number): void
}

/**
 * Browsers hand a frame on another site cookies with `SameSite=None` alone, and take those over TLS alone. The path keeps
 * it off every other request, such as that of a portal's page for the script.
 */
export function createFollowCookie(publicUrl: string): FollowCookie {
  const isSecure = publicUrl.startsWith('https:')
  // Who has the browser say so is followed nowhere.
  const isHad = ({ headers }: FastifyRequest) => isSecure && headers['sec-gpc'] !== '1'
  return {
    isHad,
    read(request) {
      const secret = request.cookies[NAME]
      return isHad(request) && secret !== undefined && /^tfw_[A-Za-z0-9_-]{32}$/.test(secret) ? secret : null
    },
    write(reply, secret, maxAgeMs) {
      void reply.setCookie(NAME, secret, {
        path: '/v1/follow',
        httpOnly: true,
        secure: true,
        sameSite: 'none',
        maxAge: maxAgeMs / 1000,
      })
    },
  }
}
