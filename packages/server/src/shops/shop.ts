import type { CommerceAdapter, Market, ShopNews, ShopPost } from '@tote/commerce'
import { hearPost } from '@tote/commerce/custom'
import type { InventoryMode } from '../store/inventory-mode.ts'
import type { TenantFile } from '../tenants/tenant-file.ts'
import { openAdapter } from './open-adapter.ts'

/** A tenant's shop, as this node was told of it. Its secrets are in the memory of the process alone. */
export interface Shop {
  readonly tenantId: string
  /** The header by which a post is known when it comes again. */
  readonly postIdHeader: string
  /**
   * What it posted to the hub, once it is proved that it did.
   * @throws ShopError `denied`, `invalid`
   */
  hear(post: ShopPost): Promise<readonly ShopNews[]>
  /** What the hub can ask; null where a backend only tells. */
  readonly platform: ShopPlatform | null
}

export interface ShopPlatform {
  readonly tenantId: string
  readonly adapter: CommerceAdapter
  /** For whom its prices and words are. */
  readonly market: Market
  /** Whether it has a copy of each shopper's cart. */
  readonly keepsCart: boolean
  /** How often its catalogue is read when it tells nothing. */
  readonly everyMs: number
  /** Of products of which the shop says nothing. */
  readonly inventoryMode: InventoryMode
}

/** As Standard Webhooks have it. */
const WEBHOOK_ID = 'webhook-id'

/** The shop of a tenant file; null when it has none, and its backend tells nothing. */
export function shopOf(file: TenantFile): Shop | null {
  const { id: tenantId, goods, newsSecrets, inventoryMode } = file
  if (goods.from === 'file')
    return newsSecrets === undefined
      ? null
      : { tenantId, postIdHeader: WEBHOOK_ID, hear: (post) => hearPost(post, newsSecrets), platform: null }
  const { currency, country, language, everyMinutes, keepsCart } = goods.shop
  const adapter = openAdapter(goods.shop)
  const market: Market = {
    currencyCode: currency,
    ...(country === undefined ? {} : { countryCode: country }),
    ...(language === undefined ? {} : { language }),
  }
  return {
    tenantId,
    postIdHeader: adapter.postIdHeader ?? WEBHOOK_ID,
    hear: (post) => adapter.hear(post),
    platform: {
      tenantId,
      adapter,
      market,
      keepsCart,
      everyMs: Math.round(everyMinutes * 60_000),
      inventoryMode,
    },
  }
}
