import type { LineId } from '@tote/protocol'
import type { MirroredLine } from '../commerce-adapter.ts'
import { toGid } from './gid.ts'

export interface ShopifyAttribute {
  readonly key: string
  readonly value: string | null
}

/** A line as Shopify is to have it. */
export interface WantedLine {
  readonly lineId: LineId
  readonly merchandiseId: string
  readonly quantity: number
  readonly attributes: readonly ShopifyAttribute[]
}

/** What Tote keeps with Shopify's carts and lines. A name with an underscore before it is not shown to shoppers. */
export const OURS = '_tote_'
export const LINE = `${OURS}line`
const RECEIPT = `${OURS}receipt`

/**
 * Lines are named by Tote's, so that Shopify never makes one of two. An attribute that a page gave the name of one of ours is
 * left out: it could not be told from what the hub signed.
 */
export function toWantedLine({
  lineId,
  variantId,
  quantity,
  attributes,
  receipt,
}: MirroredLine): WantedLine | null {
  const merchandiseId = toGid('ProductVariant', variantId)
  if (merchandiseId === null) return null
  return {
    lineId,
    merchandiseId,
    quantity,
    attributes: [
      ...attributes.filter(([key]) => !key.startsWith(OURS)).map(([key, value]) => ({ key, value })),
      { key: LINE, value: lineId },
      ...(receipt === undefined ? [] : [{ key: RECEIPT, value: receipt }]),
    ],
  }
}

export function attributeOf(attributes: readonly ShopifyAttribute[], key: string): string | null {
  return attributes.find((one) => one.key === key)?.value ?? null
}

export function receiptOf(attributes: readonly ShopifyAttribute[]): string | null {
  return attributeOf(attributes, RECEIPT)
}

/** Whether they say the same, in whatever order Shopify gives them back. */
export function isSame(some: readonly ShopifyAttribute[], others: readonly ShopifyAttribute[]): boolean {
  const text = (attributes: readonly ShopifyAttribute[]) =>
    attributes
      .map(({ key, value }) => JSON.stringify([key, value]))
      .toSorted((one, other) => one.localeCompare(other))
      .join()
  return text(some) === text(others)
}
