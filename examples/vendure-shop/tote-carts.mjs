import { Inject, Injectable } from '@nestjs/common'
import {
  ConfigService,
  isGraphQlErrorResult,
  Order,
  OrderService,
  ProductVariant,
  StockLocationService,
  TransactionalConnection,
  UserInputError,
} from '@vendure/core'
import { In, IsNull } from 'typeorm'

/** Orders that are Tote's carts. All of a mirror happens in one transaction, and one after the other for one cart. */
export class ToteCarts {
  /** Requests that are a mirror: what they change is no news to the hub. */
  ownRequests = new WeakSet()

  async mirror(ctx, input) {
    this.ownRequests.add(ctx.req)
    await this.#seeToOrder(ctx, input.cart)
    return this.connection.withTransaction(ctx, async (inner) => {
      const { id, state, customFields } = await this.#lock(inner, input.cart)
      const isPickupKnown =
        input.pickup == null || (await this.stockLocations.findOne(inner, input.pickup)) !== undefined
      // What comes late changes nothing any more: a later one of the hub's is here already.
      const isLate = (input.rev ?? Infinity) < (customFields.toteRev ?? -Infinity)
      const { pricesIncludeTax } = inner.channel
      const { precision } = this.config.entityOptions.moneyStrategy
      const answer = { gone: [], refusedCodes: [], isPickupKnown, isLate, pricesIncludeTax, precision }
      if (!isLate) {
        // A shopper who turned back from paying: the cart may change again.
        if (state !== 'AddingItems') must(await this.orders.transitionToState(inner, id, 'AddingItems'))
        answer.gone = await this.#setLines(inner, id, input.lines)
        answer.refusedCodes = await this.#setCodes(inner, id, input.codes)
        await this.orders.updateCustomFields(inner, id, {
          toteRev: input.rev ?? customFields.toteRev,
          toteNote: input.note,
          totePickup: isPickupKnown ? input.pickup : null,
        })
      }
      return { ...answer, order: await this.orders.findOne(inner, id) }
    })
  }

  /** An order that was bought lets go of the cart's name, and a new one takes it. */
  async #seeToOrder(ctx, cart) {
    const found = await this.#find(ctx, cart)
    if (found?.active) return
    try {
      await this.connection.withTransaction(ctx, async (inner) => {
        if (found) await this.orders.updateCustomFields(inner, found.id, { toteCart: null })
        const { id } = await this.orders.create(inner)
        await this.orders.updateCustomFields(inner, id, { toteCart: cart })
      })
    } catch (error) {
      // Somebody else was quicker: ours was taken back with its transaction, and theirs is there.
      if (!(await this.#find(ctx, cart))?.active) throw error
    }
  }

  #find(ctx, cart) {
    return this.connection
      .getRepository(ctx, Order)
      .findOne({ where: { customFields: { toteCart: cart } }, loadEagerRelations: false })
  }

  #lock(ctx, cart) {
    const query = this.connection
      .getRepository(ctx, Order)
      .createQueryBuilder('order')
      .where('order.customFields.toteCart = :cart', { cart })
    // SQLite writes one at a time anyway, and knows no locks of rows.
    const { type } = this.connection.rawConnection.options
    if (!/sqlite|sqljs/.test(type)) query.setLock('pessimistic_write')
    return query.getOneOrFail()
  }

  /** @returns The lines that are not on sale here. */
  async #setLines(ctx, orderId, lines) {
    const onSale = await this.#onSale(
      ctx,
      lines.map(({ variantId }) => variantId),
    )
    const wanted = new Map(
      lines.filter(({ variantId }) => onSale.has(String(variantId))).map((one) => [one.line, one]),
    )
    const { lines: present } = await this.orders.findOne(ctx, orderId)
    const staying = present.filter(({ productVariantId, customFields }) => {
      const line = wanted.get(customFields.toteLine)
      return line !== undefined && String(line.variantId) === String(productVariantId)
    })
    const surplus = present.filter((line) => !staying.includes(line)).map(({ id }) => id)
    if (surplus.length > 0) must(await this.orders.removeItemsFromOrder(ctx, orderId, surplus))
    // Those that did not change too: the shop looks again whether it has as many.
    const adjusted = staying.map(({ id, customFields }) => {
      const line = wanted.get(customFields.toteLine)
      return { orderLineId: id, quantity: line.quantity, customFields: toFields(line) }
    })
    if (adjusted.length > 0) await this.orders.adjustOrderLines(ctx, orderId, adjusted)
    const known = new Set(staying.map(({ customFields }) => customFields.toteLine))
    const added = [...wanted.values()]
      .filter(({ line }) => !known.has(line))
      .map((line) => ({
        productVariantId: line.variantId,
        quantity: line.quantity,
        customFields: toFields(line),
      }))
    // What is short is cut to what there is; the order that is answered shows it.
    if (added.length > 0) await this.orders.addItemsToOrder(ctx, orderId, added)
    return lines.filter(({ line }) => !wanted.has(line)).map(({ line }) => line)
  }

  async #onSale(ctx, ids) {
    const variants = await this.connection.getRepository(ctx, ProductVariant).find({
      where: {
        id: In(ids),
        enabled: true,
        deletedAt: IsNull(),
        product: { enabled: true, deletedAt: IsNull() },
        channels: { id: ctx.channelId },
        productVariantPrices: { channelId: ctx.channelId, currencyCode: ctx.currencyCode },
      },
      loadEagerRelations: false,
    })
    return new Set(variants.map(({ id }) => String(id)))
  }

  /** @returns The codes that do not count. */
  async #setCodes(ctx, orderId, codes) {
    const { couponCodes } = await this.orders.findOne(ctx, orderId)
    const isAmong = (list, code) => list.some((one) => one.toLowerCase() === code.toLowerCase())
    for (const code of couponCodes)
      if (!isAmong(codes, code)) await this.orders.removeCouponCode(ctx, orderId, code)
    const refused = []
    for (const code of codes)
      if (isGraphQlErrorResult(await this.orders.applyCouponCode(ctx, orderId, code))) refused.push(code)
    return refused
  }
}

function toFields({ line, attributes, receipt, isSent }) {
  return {
    toteLine: line,
    toteAttributes: attributes ?? null,
    toteReceipt: receipt ?? null,
    toteSent: isSent ?? null,
  }
}

function must(result) {
  if (isGraphQlErrorResult(result)) throw new UserInputError(result.message)
}

Inject(ConfigService)(ToteCarts.prototype, 'config')
Inject(TransactionalConnection)(ToteCarts.prototype, 'connection')
Inject(OrderService)(ToteCarts.prototype, 'orders')
Inject(StockLocationService)(ToteCarts.prototype, 'stockLocations')
Injectable()(ToteCarts)
