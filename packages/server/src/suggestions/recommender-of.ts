import { createCustomRecommender } from '@tote/commerce/recommender'
import type { TenantFile } from '../tenants/tenant-file.ts'
import type { TenantRecommender } from './suggestions.ts'

/** The recommender of a tenant file; none where the hub's own is good enough. */
export function recommenderOf({ id: tenantId, recommender }: TenantFile): TenantRecommender[] {
  return recommender === undefined ? [] : [{ tenantId, recommender: createCustomRecommender(recommender) }]
}
