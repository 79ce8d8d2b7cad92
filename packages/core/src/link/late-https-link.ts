import { ToteError } from '@tote/protocol'
import type { HttpsLinkOptions } from './https-link.ts'
import type { Link } from './link.ts'

/** `createHttpsLink`, loaded when it is needed, which is seldom. */
export function lateHttpsLink(options: HttpsLinkOptions): Link {
  return {
    async open(opened) {
      const { createHttpsLink } = await import('./https-link.ts').catch((cause: unknown) => {
        throw new ToteError('hub_unreachable', undefined, { cause })
      })
      return createHttpsLink(options).open(opened)
    },
  }
}
