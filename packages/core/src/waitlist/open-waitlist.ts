import {
  parseAnswer,
  ToteError,
  variantIdSchema,
  type ErrorCode,
  type VariantId,
  type Wait,
} from '@tote/protocol'
import { waitlistJoinAnswerSchema, waitsSchema } from '@tote/protocol/waits'
import { toSaid } from '../chat/said.ts'
import type { CartRoom, Outcome, Tote } from '../tote.ts'
import type { LinePort } from './line-port.ts'

/** The lines for what is sold out. Each deed `@throws` ToteError `invalid` for what is no variant's id. */
export interface Waitlist {
  /**
   * Every line that the shopper waits in, at any place of theirs: with their place, 1 being the next, or with the time
   * until which it is their turn, by the hub's clock.
   */
  waits(): readonly Wait[]
  /** Tells them now, and again whenever they changed. Returns the stop. */
  onWaits(listener: (waits: readonly Wait[]) => void): () => void
  /** Joins the line for a variant that is sold out. Asked again it answers the place there is. */
  join(variantId: VariantId | string): Promise<JoinOutcome>
  /** Gives the place up, and the turn with it. False when the hub could not be asked. */
  leave(variantId: VariantId | string): Promise<boolean>
  /** Takes what it is the shopper's turn for into the cart: one unit, or those of its line that are not held. */
  take(variantId: VariantId | string): Promise<Outcome>
}

export type JoinOutcome =
  /** `channel`: where the shopper will hear of their turn. */
  | { readonly status: 'waiting'; readonly place: number; readonly channel: 'widget' }
  /** It is their turn already. */
  | { readonly status: 'called'; readonly untilMs: number; readonly channel: 'widget' }
  /** `in_stock`: it can be bought, there is no line. */
  | { readonly status: 'rejected'; readonly code: 'in_stock' | ErrorCode }

/**
 * The lines of a tote's shopper. Few wait for something, so it is no part of the tote itself.
 * @example
 * const waitlist = openWaitlist(tote)
 * await waitlist.join('mug-blue') // { status: 'waiting', place: 3, channel: 'widget' }
 */
export function openWaitlist({ line, cart }: Pick<Tote, 'line'> & { readonly cart: CartPart }): Waitlist {
  return {
    waits: () => readWaits(line.$told.get()),
    onWaits: (listener) => line.$told.subscribe((told) => listener(readWaits(told))),
    join: (variantId) => join(line, variantId),
    async leave(variantId) {
      try {
        const answer = await line.ask('waitlist.leave', { variantId: toVariantId(variantId) })
        line.$told.set(parseAnswer(waitsSchema, answer))
        return true
      } catch (error) {
        refusalIn(error)
        return false
      }
    },
    // What lies in the cart already, and is no longer held, is asked for again: one more would be one too many.
    async take(asked) {
      const variantId = toVariantId(asked)
      const { lines } = cart.$cart.get()
      const unheld = lines.find(
        ({ merchandise, hold }) => merchandise.variantId === variantId && hold?.status !== 'held',
      )
      return unheld === undefined ? cart.addLine({ variantId }) : cart.setQuantity(unheld.id, unheld.quantity)
    },
  }
}

type CartPart = Pick<CartRoom, '$cart' | 'addLine' | 'setQuantity'>

/** Of what this version cannot read nothing is shown. */
function readWaits(told: unknown): readonly Wait[] {
  return waitsSchema.safeParse(told).data ?? []
}

async function join(line: LinePort, asked: string): Promise<JoinOutcome> {
  try {
    const variantId = toVariantId(asked)
    const answer = parseAnswer(waitlistJoinAnswerSchema, await line.ask('waitlist.join', { variantId }))
    if (!answer.ok) return { status: 'rejected', code: answer.code }
    const { waits, channel } = answer
    line.$told.set(waits)
    const wait = waits.find((one) => one.variantId === variantId)
    if (wait === undefined) throw new ToteError('internal')
    return wait.status === 'waiting'
      ? { status: 'waiting', place: wait.place, channel }
      : { status: 'called', untilMs: wait.untilMs, channel }
  } catch (error) {
    return { status: 'rejected', code: refusalIn(error) }
  }
}

/** @throws what is no refusal, and misuse. */
function refusalIn(error: unknown): ErrorCode {
  const said = toSaid(error)
  if (said.status === 'accepted' || said.code === 'invalid') throw error
  return said.code
}

/** @throws ToteError `invalid` */
function toVariantId(asked: string): VariantId {
  const parsed = variantIdSchema.safeParse(asked)
  if (parsed.success) return parsed.data
  throw new ToteError('invalid', 'variantId must be the id of a variant.', {
    details: { field: 'variantId' },
  })
}
