import { ToteError } from '@tote/protocol'
import type { FastifyRequest } from 'fastify'
import type { Visit } from '../../journeys/journeys.ts'
import type { Db } from '../../store/store.ts'
import { findTenantByKey, type Tenant } from '../../store/tenant-store.ts'

/** @throws ToteError `unknown_key` */
export async function tenantOfKey(db: Db, key: string): Promise<Tenant> {
  const tenant = await findTenantByKey(db, key)
  if (tenant === undefined)
    throw new ToteError(
      'unknown_key',
      'No tenant has this publishable key. Check data-key (or the key attribute).',
      {
        details: { field: 'key' },
      },
    )
  return tenant
}

/**
 * The channel a request comes from. Browsers set `Origin` and pages cannot change it; the hub's own pages
 * are always a channel.
 * @throws ToteError `origin`, saying which and where to list it.
 */
export function channelOf(
  request: FastifyRequest,
  tenant: Tenant,
  publicUrl: string,
  embeddedIn?: string,
): Visit {
  const { origin } = request.headers
  if (origin === undefined) throw originError('(none)')
  return {
    tenant,
    origin: checkSpeaker(origin, tenant, publicUrl),
    embeddedIn: embeddedIn === undefined ? null : checkEmbedding(origin, embeddedIn, tenant, publicUrl),
  }
}

/** The frame's own word, and the frame is ours: no page can be around it but the tenant's channels. */
function checkEmbedding(origin: string, embeddedIn: string, tenant: Tenant, publicUrl: string): string {
  if (origin !== publicUrl || !tenant.channels.some((channel) => channel.origin === embeddedIn))
    throw originError(embeddedIn)
  return embeddedIn
}

/** Host of the site a shopper sees there. */
export function whereOf({ origin, embeddedIn }: Pick<Visit, 'origin' | 'embeddedIn'>): string {
  return new URL(embeddedIn ?? origin).host
}

/**
 * Whoever speaks for a shopper: a channel, but for those where only the hub's frame does.
 * @throws ToteError `origin`
 */
export function checkSpeaker(origin: string, tenant: Tenant, publicUrl: string): string {
  const channel = tenant.channels.find((one) => one.origin === checkOrigin(origin, tenant, publicUrl))
  if (channel?.isIsolated !== true) return origin
  throw new ToteError(
    'origin',
    `${origin} is an isolated channel: its page gets no session. Mount the show there with the isolated attribute (data-isolated on the script tag).`,
    { details: { field: 'origin' } },
  )
}

/** Whoever reads what is public. @throws ToteError `origin` */
export function checkOrigin(origin: string, tenant: Tenant, publicUrl: string): string {
  if (origin === publicUrl || tenant.channels.some((channel) => channel.origin === origin)) return origin
  throw originError(origin)
}

/** Says nothing of the tenant: whoever asks from elsewhere is not theirs. */
function originError(origin: string): ToteError {
  // What a browser says of a page that has none: there is nothing to list.
  if (origin === 'null')
    return new ToteError(
      'origin',
      'This page has an opaque origin (null), which can be no channel: it is a file, or in a frame whose sandbox lacks allow-same-origin.',
      { details: { field: 'origin' } },
    )
  return new ToteError(
    'origin',
    `${origin} is not a channel of this key's tenant. Add it to "channels" in the tenant file, exactly: scheme, host and port.`,
    { details: { field: 'origin' } },
  )
}
