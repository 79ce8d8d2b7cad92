import { locationIdSchema, variantIdSchema } from '@tote/protocol'
import { countStock, tellChange } from '@tote/server/parts'
import { SCARCE_STOCK, TENANT } from './sim-tenant.ts'
import type { World } from './world.ts'

/**
 * Somebody counts the shop's shelves, or its other shop has sold some: the backend says how many there are of a variant
 * at each location, which may be fewer than carts and check-outs hold.
 */
export function count(world: World): void {
  const node = world.nodes.find(({ isAlive }) => isAlive)
  if (node === undefined) return
  const { id: variantId, stock } = world.random.pick(SCARCE_STOCK)
  const counted = Object.keys(stock).map((locationId) => ({
    variantId: variantIdSchema.parse(variantId),
    locationId: locationIdSchema.parse(locationId),
    count: world.random.integer(0, 8),
  }))
  world.note(`the shop counts ${variantId}: ${counted.map(({ count: units }) => units).join('+')}`)
  const { context } = node
  // Nobody counts twice in one millisecond; what is told may still arrive late, and behind the next.
  const toldAtMs = Math.max(world.shop.countedAtMs + 1, world.clock.now())
  world.shop.countedAtMs = toldAtMs
  world.clock.owner = node.process
  void context.store
    .transaction((trx) => {
      return countStock(trx, TENANT, counted, { reason: 'news', nowMs: world.clock.now(), toldAtMs })
    })
    .then(({ changed }) => tellChange(context.news, TENANT, { delta: null, stockChanged: changed }))
    .catch((error: unknown) => world.note(`the shop: ${String(error)}`))
  world.clock.owner = world.clock.world
}
