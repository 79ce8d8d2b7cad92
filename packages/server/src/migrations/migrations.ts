import type { Migration } from 'kysely/migration'
import type { Engine } from '../store/store.ts'
import { first } from './0001-first.ts'
import { outbox } from './0002-outbox.ts'
import { crowd } from './0003-crowd.ts'
import { retention } from './0004-retention.ts'
import { claims } from './0005-claims.ts'
import { isolatedChannels } from './0006-isolated-channels.ts'
import { showMedia } from './0007-show-media.ts'
import { priceEnds } from './0008-price-ends.ts'
import { cartPermalink } from './0009-cart-permalink.ts'
import { shops } from './0010-shops.ts'
import { tracking } from './0012-tracking.ts'
import { credit } from './0013-credit.ts'
import { orders } from './0015-orders.ts'
import { waitlist } from './0017-waitlist.ts'
import { creditConsent } from './0020-credit-consent.ts'
import { shopCarts } from './0021-shop-carts.ts'
import { drops } from './0022-drops.ts'
import { stores } from './0023-stores.ts'
import { storeTasks } from './0024-store-tasks.ts'
import { boughtTogether } from './0025-bought-together.ts'
import { points } from './0026-points.ts'
import { friends } from './0027-friends.ts'
import { passkeys } from './0028-passkeys.ts'
import { sentLines } from './0029-sent-lines.ts'
import { keptCarts } from './0030-kept-carts.ts'
import { stockWords } from './0031-stock-words.ts'
import { creditPeople } from './0032-credit-people.ts'
import { merchants } from './0033-merchants.ts'
import { shopCartLease } from './0034-shop-cart-lease.ts'
import { audit } from './0035-audit.ts'
import { followMe } from './0036-follow-me.ts'
import { preferences } from './0037-preferences.ts'
import { joined } from './0038-joined.ts'

/** Every step from an empty database to this version's shape, in order of name. Forward only. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    '0001-first': first,
    '0002-outbox': outbox(engine),
    '0003-crowd': crowd,
    '0004-retention': retention,
    '0005-claims': claims,
    '0006-isolated-channels': isolatedChannels,
    '0007-show-media': showMedia,
    '0008-price-ends': priceEnds,
    '0009-cart-permalink': cartPermalink,
    '0010-shops': shops,
    '0012-tracking': tracking,
    '0013-credit': credit,
    '0015-orders': orders,
    '0017-waitlist': waitlist,
    '0020-credit-consent': creditConsent,
    '0021-shop-carts': shopCarts,
    '0022-drops': drops,
    '0023-stores': stores,
    '0024-store-tasks': storeTasks,
    '0025-bought-together': boughtTogether,
    '0026-points': points,
    '0027-friends': friends,
    '0028-passkeys': passkeys,
    '0029-sent-lines': sentLines,
    '0030-kept-carts': keptCarts,
    '0031-stock-words': stockWords,
    '0032-credit-people': creditPeople,
    '0033-merchants': merchants,
    '0034-shop-cart-lease': shopCartLease,
    '0035-audit': audit(engine),
    '0036-follow-me': followMe,
    '0037-preferences': preferences,
    '0038-joined': joined,
  }
}
