import { ToteError, type LineId, type VariantId } from '@tote/protocol'
import { decodeProtectedHeader, jwtVerify, SignJWT, type JWK } from 'jose'
import * as z from 'zod'
import { drawSecret } from '../secret.ts'
import { selectCheckout, type StoredCheckout } from '../store/checkout-store.ts'
import { keepSecret } from '../store/secret-store.ts'
import type { Store } from '../store/store.ts'
import { kindOf } from './credit-sale.ts'
import { deriveReceiptKey, type ReceiptKey } from './receipt-key.ts'

/** RFC 8725, section 3.11: what it is stands in it, so that it can be taken for nothing else. */
const TYPE = 'tote-receipt+jwt'

export interface LineReceipt {
  readonly lineId: LineId
  readonly variantId: VariantId
  /** Compact JWS. */
  readonly receipt: string
}

/** What a receipt says. No word of the shopper: whoever holds it may read it. */
const receiptClaimsSchema = z.object({
  /** The hub that gave it, the tenant, and the line. */
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  /** When the check-out was opened, in seconds. */
  iat: z.int(),
  checkout: z.string(),
  variant: z.string(),
  product: z.string(),
  quantity: z.int(),
  kind: z.literal(['direct', 'assisted', 'none']),
  /** Where it is bought. */
  seller: z.string(),
  /** The store that hands it over, if one does. */
  store: z.string().optional(),
  /** The last touch before the check-out; without all of these no show led to it. */
  show: z.string().optional(),
  host: z.string().optional(),
  cue: z.int().optional(),
  channel: z.string().optional(),
  /** When, in milliseconds since 1970. */
  at: z.int().optional(),
})
export type ReceiptClaims = z.infer<typeof receiptClaimsSchema>

/**
 * The signed proof of what each line of a check-out came from, to go along with the order through whatever the shop is: no
 * cookie carries it. It is made when it is asked for, of what the check-out has frozen, and is the same each time.
 */
export interface Receipts {
  /** Empty where no credit is kept. */
  of(tenantId: string, checkout: StoredCheckout): Promise<LineReceipt[]>
  /** As `of`. @throws ToteError `not_found` */
  ofCheckout(tenantId: string, checkoutId: string): Promise<LineReceipt[]>
  /** The keys they can be checked by, those of former secrets too. */
  keysOf(tenantId: string): Promise<{ keys: JWK[] }>
  /** @throws ToteError `invalid` when it is none of this tenant's. */
  verify(tenantId: string, receipt: string): Promise<ReceiptClaims>
}

/** @param secrets The first signs, all are good to check by. Without one, the hub draws its own and keeps it in the database. */
export function createReceipts({
  store,
  secrets,
  publicUrl,
}: {
  readonly store: Store
  readonly secrets: readonly string[]
  readonly publicUrl: string
}): Receipts {
  const known = new Map<string, Promise<ReceiptKey[]>>()
  return { of, ofCheckout, keysOf, verify }

  async function ofCheckout(tenantId: string, checkoutId: string): Promise<LineReceipt[]> {
    const checkout = await selectCheckout(store.db, tenantId, checkoutId)
    if (checkout === undefined) throw new ToteError('not_found', 'There is no such check-out.')
    return of(tenantId, checkout)
  }

  async function of(tenantId: string, checkout: StoredCheckout): Promise<LineReceipt[]> {
    const { credit, lines } = checkout.frozen
    const [key] = await keysFor(tenantId)
    if (credit === undefined || key === undefined) return []
    return Promise.all(
      lines.map(async ({ id: lineId, variantId }) => ({
        lineId,
        variantId,
        receipt: await sign(key, claimsOf({ iss: publicUrl, tenantId, checkout, lineId })),
      })),
    )
  }

  async function keysOf(tenantId: string): Promise<{ keys: JWK[] }> {
    return { keys: (await keysFor(tenantId)).map(({ publicJwk }) => publicJwk) }
  }

  async function verify(tenantId: string, receipt: string): Promise<ReceiptClaims> {
    try {
      const { kid } = decodeProtectedHeader(receipt)
      const key = (await keysFor(tenantId)).find((one) => one.kid === kid)
      if (key === undefined) throw new Error('it is signed by none of the keys')
      const { payload } = await jwtVerify(receipt, key.publicJwk, {
        algorithms: ['EdDSA'],
        typ: TYPE,
        audience: tenantId,
        issuer: publicUrl,
      })
      return receiptClaimsSchema.parse(payload)
    } catch (cause) {
      throw new ToteError('invalid', 'This receipt is none of this hub’s for this tenant.', {
        cause,
        details: { field: 'receipts' },
      })
    }
  }

  function keysFor(tenantId: string): Promise<ReceiptKey[]> {
    const made = known.get(tenantId)
    if (made !== undefined) return made
    const keys = readSecrets().then((all) =>
      Promise.all(all.map((secret) => deriveReceiptKey(secret, tenantId))),
    )
    known.set(tenantId, keys)
    // A failed read must not be remembered.
    keys.catch(() => known.delete(tenantId))
    return keys
  }

  async function readSecrets(): Promise<readonly string[]> {
    return secrets.length > 0 ? secrets : [await keepSecret(store.db, 'receipts', drawSecret('trs', 32))]
  }
}

function sign({ kid, privateKey }: ReceiptKey, claims: ReceiptClaims): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid, typ: TYPE }).sign(privateKey)
}

function claimsOf({
  iss,
  tenantId,
  checkout,
  lineId,
}: {
  iss: string
  tenantId: string
  checkout: StoredCheckout
  lineId: LineId
}): ReceiptClaims {
  const { lines, credit, fulfilment } = checkout.frozen
  const line = lines.find(({ id }) => id === lineId)
  const led = credit?.lines.find((one) => one.lineId === lineId)
  if (line === undefined || credit === undefined) throw new Error(`line ${lineId} is not in the check-out`)
  const path = led?.path ?? []
  const last = path.at(-1)
  return {
    iss,
    aud: tenantId,
    sub: lineId,
    iat: Math.floor(checkout.openedAt / 1000),
    checkout: checkout.id,
    variant: line.variantId,
    product: led?.productId ?? '',
    quantity: line.qty,
    kind: kindOf(path),
    seller: credit.channel,
    ...(fulfilment?.kind === 'pickup' && line.isSent !== true ? { store: fulfilment.locationId } : {}),
    ...(last === undefined
      ? {}
      : {
          show: last.showId,
          ...(last.host === null ? {} : { host: last.host }),
          ...(last.cue === null ? {} : { cue: last.cue }),
          channel: last.channel,
          at: last.at,
        }),
  }
}
