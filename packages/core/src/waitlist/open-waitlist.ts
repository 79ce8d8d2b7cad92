import {
  parseAnswer,
  ToteError,
  variantIdSchema,
  type ErrorCode,
  type VariantId,
  type Wait,
} from '@tote/protocol'
import { waitlistJoinAnswerSchema, waitsSchema } from '@tote/protocol/waits'
import type { Outcome, Tote } from '../tote.ts'
import type { LinePort } from './line-port.ts'
import { lineRefusal } from './line-refusal.ts'
import { takeUnits, type CartPart } from './take-units.ts'

/** The lines for what is sold out. Each deed `@throws` ToteError `invalid` for what is no variant's id. */
export interface Waitlist {
  /**
   * Every line that the shopper waits in, at any place of theirs: with their place, 1 being the next, or with the time
   * until which it is their turn, by the hub's clock.
   */
  waits(): readonly LineWait[]
  /** Tells them now, and again whenever they changed. Returns the stop. */
  onWaits(listener: (waits: readonly LineWait[]) => void): () => void
  /** Whether the shopper is in the queue of a drop as well, of which `openDrops` tells. */
  isInDrops(): boolean
  /** Joins the line for a variant that is sold out. Asked again it answers the place there is. */
  join(variantId: VariantId | string): Promise<JoinOutcome>
  /** Gives the place up, and the turn with it. False when the hub could not be asked. */
  leave(variantId: VariantId | string): Promise<boolean>
  /** Takes what it is the shopper's turn for into the cart: one unit, or those of its line that are not held. */
  take(variantId: VariantId | string): Promise<Outcome>
}

/** A place in the line for what is sold out; those in drops are `openDrops`'s to tell. */
export type LineWait = Extract<Wait, { status: 'waiting' | 'called' }>

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
    isInDrops: () => readAll(line.$told.get()).length > readWaits(line.$told.get()).length,
    join: (variantId) => join(line, variantId),
    async leave(variantId) {
      try {
        const answer = await line.ask('waitlist.leave', { variantId: toVariantId(variantId) })
        line.$told.set(parseAnswer(waitsSchema, answer))
        return true
      } catch (error) {
        lineRefusal(error)
        return false
      }
    },
    take: async (asked) => takeUnits(cart, toVariantId(asked)),
  }
}

/** Of what this version cannot read nothing is shown. */
function readWaits(told: unknown): readonly LineWait[] {
  return readAll(told).filter(isLineWait)
}

function readAll(told: unknown): readonly Wait[] {
  return waitsSchema.safeParse(told).data ?? []
}

const isLineWait = (wait: Wait): wait is LineWait => !('dropId' in wait)

async function join(line: LinePort, asked: string): Promise<JoinOutcome> {
  try {
    const variantId = toVariantId(asked)
    const answer = parseAnswer(waitlistJoinAnswerSchema, await line.ask('waitlist.join', { variantId }))
    if (!answer.ok) return { status: 'rejected', code: answer.code }
    const { waits, channel } = answer
    line.$told.set(waits)
    const wait = waits.filter(isLineWait).find((one) => one.variantId === variantId)
    if (wait === undefined) throw new ToteError('internal')
    return wait.status === 'waiting'
      ? { status: 'waiting', place: wait.place, channel }
      : { status: 'called', untilMs: wait.untilMs, channel }
  } catch (error) {
    return { status: 'rejected', code: lineRefusal(error).code }
  }
}

/** @throws ToteError `invalid` */
function toVariantId(asked: string): VariantId {
  const parsed = variantIdSchema.safeParse(asked)
  if (parsed.success) return parsed.data
  throw new ToteError('invalid', 'variantId must be the id of a variant.', {
    details: { field: 'variantId' },
  })
}
