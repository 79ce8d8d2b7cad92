import {
  createMerchantAdapter,
  type CommerceAdapter,
  type Market,
  type ShopNews,
  type ShopPost,
} from '@tote/commerce'
import { hearPost } from '@tote/commerce/custom'
import type { MerchantId } from '@tote/protocol'
import type { InventoryMode } from '../store/inventory-mode.ts'
import type { ShopKey } from '../store/shop-store.ts'
import type { ShopFile } from '../tenants/shop-file.ts'
import type { TenantFile } from '../tenants/tenant-file.ts'
import { openAdapter } from './open-adapter.ts'

/** A shop of a tenant or of one of its merchants, as this node was told of it. Its secrets are in the memory of the process alone. */
export interface Shop extends ShopKey {
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

export interface ShopPlatform extends ShopKey {
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

/** The shops of a tenant file: its own first, where it has one, or a backend that tells; then its merchants'. */
export function shopsOf(file: TenantFile): Shop[] {
  const { id: tenantId, goods, newsSecrets, merchants } = file
  const telling: Shop[] =
    newsSecrets === undefined
      ? []
      : [
          {
            tenantId,
            merchantId: null,
            postIdHeader: WEBHOOK_ID,
            hear: (post) => hearPost(post, newsSecrets),
            platform: null,
          },
        ]
  return [
    ...(goods.from === 'shop' ? [shopAt(file, { merchantId: null, shop: goods.shop })] : telling),
    ...merchants.flatMap(({ id: merchantId, shop }) =>
      shop === undefined ? [] : [shopAt(file, { merchantId, shop })],
    ),
  ]
}

function shopAt(
  { id: tenantId, inventoryMode }: TenantFile,
  { merchantId, shop }: { merchantId: MerchantId | null; shop: ShopFile },
): Shop {
  const { currency, country, language, everyMinutes, keepsCart } = shop
  const opened = openAdapter(shop)
  const adapter = merchantId === null ? opened : createMerchantAdapter(opened, merchantId)
  const market: Market = {
    currencyCode: currency,
    ...(country === undefined ? {} : { countryCode: country }),
    ...(language === undefined ? {} : { language }),
  }
  return {
    tenantId,
    merchantId,
    postIdHeader: adapter.postIdHeader ?? WEBHOOK_ID,
    hear: (post) => adapter.hear(post),
    platform: {
      tenantId,
      merchantId,
      adapter,
      market,
      keepsCart,
      everyMs: Math.round(everyMinutes * 60_000),
      inventoryMode,
    },
  }
}
