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
export function channelOf(request: FastifyRequest, tenant: Tenant, publicUrl: string): Visit {
  const { origin } = request.headers
  if (origin === undefined) throw originError('(none)', tenant)
  return { tenant, origin: checkOrigin(origin, tenant, publicUrl) }
}

/** @throws ToteError `origin` */
export function checkOrigin(origin: string, tenant: Tenant, publicUrl: string): string {
  if (origin === publicUrl || tenant.channels.some((channel) => channel.origin === origin)) return origin
  throw originError(origin, tenant)
}

function originError(origin: string, tenant: Tenant): ToteError {
  return new ToteError(
    'origin',
    `${origin} is not a channel of ${tenant.name}. Add it to "channels" in the tenant file, exactly: scheme, host and port.`,
    { details: { field: 'origin' } },
  )
}
