import { Inject } from '@nestjs/common'
import { Args, Mutation, Resolver } from '@nestjs/graphql'
import {
  Allow,
  Ctx,
  Order,
  OrderService,
  Permission,
  PluginCommonModule,
  SessionService,
  TransactionalConnection,
  UserInputError,
  VendurePlugin,
} from '@vendure/core'
import gql from 'graphql-tag'
import { isProof } from './signature.mjs'
import { ToteCarts } from './tote-carts.mjs'
import { TotePosts } from './tote-posts.mjs'

/**
 * Vendure's side of Tote: an order that is named by Tote's cart, a way to the check-out, and news by signed posts.
 * Plain JavaScript, so that it runs without a compiler: a decorator is written as the call it is.
 */
export class TotePlugin {
  /** `hubUrl`: where the hub hears this shop. `secrets`: `whsec_…`, as in the tenant file, the newest first. */
  static init(options) {
    TotePlugin.options = options
    return TotePlugin
  }

  async onApplicationBootstrap() {
    await this.posts.start(TotePlugin.options)
  }
}

/** What the hub asks, by its API key. */
class ToteAdminResolver {
  toteMirror(ctx, { input }) {
    return this.carts.mirror(ctx, input)
  }
}

/** What the shopper's browser asks, once it stands at the check-out. */
class ToteShopResolver {
  /** The order becomes the one this session is at; from here on the shop's own check-out goes on as always. */
  async takeToteCheckout(ctx, { checkoutId, expiresAtMs, proof }) {
    const { secrets } = TotePlugin.options
    const isOurs = secrets.some((secret) => isProof(secret, `checkout.${checkoutId}.${expiresAtMs}`, proof))
    if (!isOurs || Date.now() > expiresAtMs) throw new UserInputError('This way to the check-out is closed.')
    const found = await this.connection
      .getRepository(ctx, Order)
      .findOne({ where: { active: true, customFields: { toteCheckout: checkoutId } } })
    if (found === null) return null
    await this.sessions.setActiveOrder(ctx, ctx.session, found)
    return this.orders.findOne(ctx, found.id)
  }
}

const inject = (target, parts) => {
  for (const [name, part] of Object.entries(parts)) Inject(part)(target.prototype, name)
}
const resolve = (target, name, permission) => {
  const { prototype } = target
  const method = Object.getOwnPropertyDescriptor(prototype, name)
  Ctx()(prototype, name, 0)
  Args()(prototype, name, 1)
  Allow(permission)(prototype, name, method)
  Mutation()(prototype, name, method)
  Resolver()(target)
}

inject(ToteAdminResolver, { carts: ToteCarts })
resolve(ToteAdminResolver, 'toteMirror', Permission.UpdateOrder)
inject(ToteShopResolver, {
  connection: TransactionalConnection,
  orders: OrderService,
  sessions: SessionService,
})
resolve(ToteShopResolver, 'takeToteCheckout', Permission.Owner)
inject(TotePlugin, { posts: TotePosts })

/** Seen and filtered by in the Admin API; no shopper reads or sets them. */
const hidden = { public: false, nullable: true }

VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: '^3.6.0',
  providers: [ToteCarts, TotePosts],
  configuration(config) {
    config.customFields.Order.push(
      // Unique: whoever makes a second order of a cart is told so by the database.
      { name: 'toteCart', type: 'string', unique: true, ...hidden },
      { name: 'toteRev', type: 'int', ...hidden },
      { name: 'toteCheckout', type: 'string', ...hidden },
      { name: 'totePickup', type: 'string', ...hidden },
      { name: 'toteNote', type: 'text', ...hidden },
    )
    config.customFields.OrderLine.push(
      { name: 'toteLine', type: 'string', ...hidden },
      { name: 'toteAttributes', type: 'text', ...hidden },
      { name: 'toteReceipt', type: 'text', ...hidden },
      // Of an order that is picked up: this line is sent home all the same.
      { name: 'toteSent', type: 'boolean', ...hidden },
    )
    return config
  },
  adminApiExtensions: {
    resolvers: [ToteAdminResolver],
    schema: gql`
      input ToteLineInput {
        line: String!
        variantId: ID!
        quantity: Int!
        attributes: String
        receipt: String
        "Sent home, though the order is picked up."
        isSent: Boolean
      }
      input ToteCartInput {
        cart: String!
        rev: Int
        lines: [ToteLineInput!]!
        codes: [String!]!
        pickup: ID
        note: String
      }
      type ToteCart {
        order: Order!
        "Lines whose variant is not on sale here."
        gone: [String!]!
        refusedCodes: [String!]!
        isPickupKnown: Boolean!
        "There is a later revision here already: nothing was done."
        isLate: Boolean!
        pricesIncludeTax: Boolean!
        "Decimals of every amount."
        precision: Int!
      }
      extend type Mutation {
        "Makes the order of a cart hold these lines, no more and no less."
        toteMirror(input: ToteCartInput!): ToteCart!
      }
    `,
  },
  shopApiExtensions: {
    resolvers: [ToteShopResolver],
    schema: gql`
      extend type Mutation {
        "The order of a check-out becomes this session's active one; null when it is not there (any more)."
        takeToteCheckout(checkoutId: String!, expiresAtMs: Float!, proof: String!): Order
      }
    `,
  },
})(TotePlugin)
