import { cartOpSchema, limits, ToteError, type CartOp } from '@tote/protocol'

/**
 * An intent of the page, checked where it is called.
 * @throws ToteError `invalid`, naming the field, what it got and what it takes.
 */
export function toOp(intent: Record<string, unknown>): CartOp {
  const present = Object.fromEntries(Object.entries(intent).filter(([, value]) => value !== undefined))
  const parsed = cartOpSchema.safeParse(present)
  if (parsed.success) return parsed.data
  const field =
    names[String(parsed.error.issues[0]?.path[0])] ?? String(parsed.error.issues[0]?.path[0] ?? 'op')
  const value = present[Object.keys(names).find((key) => names[key] === field) ?? field]
  throw new ToteError(
    'invalid',
    `${field} cannot be ${JSON.stringify(value)}: it must be ${rules[field] ?? 'of another form'}.`,
    {
      details: { field },
    },
  )
}

/** The wire's short names, as pages know them. */
const names: Record<string, string> = { qty: 'quantity', attrs: 'attributes', text: 'note' }

const rules: Record<string, string> = {
  quantity: `a whole number from 1 to ${limits.maxQuantity} (to take a line out, call removeLine)`,
  variantId: 'the id of a variant',
  lineId: 'the id of a line',
  planId: 'the id of a plan',
  attributes: `up to ${limits.maxAttributes} pairs of text`,
  code: `up to ${limits.maxCodeLength} letters, digits, - or _`,
  fulfilment: "{ kind: 'delivery' } or { kind: 'pickup', locationId }",
  note: `text of up to ${limits.maxNoteLength} characters`,
}
