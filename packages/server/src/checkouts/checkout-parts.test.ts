import {
  checkoutIdSchema,
  merchantIdSchema,
  type CartMeta,
  type CheckoutPart,
  type PartProblem,
} from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failedParts, openIds, withPartEnded } from './checkout-parts.ts'

const free: CartMeta = { note: '', codes: [], fulfilment: { kind: 'delivery' } }
const away: PartProblem = { code: 'away' }
const ids = ['k0', 'k1', 'k2', 'k3'].map((id) => checkoutIdSchema.parse(id))

/** A cart that is paid in this many parts, each its own merchant's. */
function paying(count: number): CartMeta {
  const parts = ids.slice(0, count).map((id, index): CheckoutPart => ({
    status: 'open',
    id,
    merchantId: merchantIdSchema.parse(`m${index}`),
  }))
  const [id = ids[0]] = ids
  if (id === undefined) throw new Error('there are ids')
  return { ...free, checkout: { id, expiresAt: 9, ...(count === 1 ? {} : { parts }) } }
}

const anyEnd = fc.constantFrom(
  { status: 'ordered' } as const,
  { status: 'failed', problem: away } as const,
  null,
)

test('in whichever order parts end, and however often each is told, the cart is free exactly when none is open', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.constantFrom(...ids), anyEnd), { maxLength: 20 }),
      (count, ends) => {
        let meta = paying(count)
        const open = new Set<string>(ids.slice(0, count))
        for (const [id, end] of ends) {
          meta = withPartEnded(meta, id, end)
          open.delete(id)
          expect(openIds(meta.checkout)).toEqual([...open])
          expect(meta.checkout === undefined).toBe(open.size === 0)
          if (meta.checkout !== undefined) expect(open).toContain(meta.checkout.id)
        }
      },
    ),
  )
})

test('what ended says how, once; what was let go of is not told any more', () => {
  const [one, two, three, four] = ids
  if (one === undefined || two === undefined || three === undefined || four === undefined)
    throw new Error('ids')
  let meta = withPartEnded(paying(4), two, { status: 'failed', problem: away })
  meta = withPartEnded(meta, two, { status: 'ordered' })
  meta = withPartEnded(meta, one, { status: 'ordered' })
  meta = withPartEnded(meta, three, null)
  expect(meta.checkout).toMatchObject({
    id: four,
    parts: [
      { status: 'ordered', id: one, merchantId: 'm0' },
      { status: 'failed', problem: away, merchantId: 'm1' },
      { status: 'open', id: four, merchantId: 'm3' },
    ],
  })
  expect(failedParts(meta.checkout)).toMatchObject([{ merchantId: 'm1' }])
})

test('a check-out that is none of the cart’s changes nothing', () => {
  for (const meta of [free, paying(1), paying(3)])
    expect(withPartEnded(meta, 'another', { status: 'ordered' })).toBe(meta)
})
