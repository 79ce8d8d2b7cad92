import { backoffMs, parseAnswer, ToteError, type ErrorCode, type VariantId, type Wait } from '@tote/protocol'
import { dropIdSchema, dropSchema, type Drop, type DropId } from '@tote/protocol/drops'
import { dropEnterAnswerSchema, waitsSchema } from '@tote/protocol/waits'
import { systemClock, wait as pause, type Clock } from '../link/clock.ts'
import type { Outcome, Tote } from '../tote.ts'
import { lineRefusal } from '../waitlist/line-refusal.ts'
import { takeUnits, type CartPart } from '../waitlist/take-units.ts'

/** What is given out by turns. Each deed `@throws` ToteError `invalid` for what is no drop's id. */
export interface Drops {
  /** The drop that a variant of the show is in; null when it is in none. */
  of(variantId: VariantId | string): Drop | null
  /** The shopper's entries, at any place of theirs, and where each stands. */
  waits(): readonly DropWait[]
  /**
   * Enters: once for a journey, however often it is asked. Where the hub cannot be reached the wish is kept, and sent under the
   * same name once it can; where too many ask at once it is sent again, ever more seldom, for up to half a minute.
   */
  enter(dropId: DropId | string): Promise<EnterOutcome>
  /** Gives the entry up, and the turn with it. There is no other in this drop. False when the hub could not be asked. */
  leave(dropId: DropId | string): Promise<boolean>
  /** Takes all that is set aside for the shopper's turn into the cart; what is taken out of it again is the next one's. */
  take(dropId: DropId | string): Promise<Outcome>
}

export type DropWait = Extract<Wait, { dropId: DropId }>

export type EnterOutcome =
  | { readonly status: 'accepted' }
  /** `not_open`: it opens later. `over`: it is no more. */
  | { readonly status: 'rejected'; readonly code: 'not_open' | 'over' | ErrorCode }

interface DropsOptions {
  /** A name for a wish, of 16 to 64 letters, digits and hyphens. */
  newId?(): string
  readonly clock?: Clock
}

/** In a rush all come at once, and the hub is busy: it is asked for half a minute at most, ever more seldom. */
const MOST_PAUSES = 6

/**
 * The drops of a tote's show. Few shows have one, so it is no part of the tote itself.
 * @example
 * const drops = openDrops(tote)
 * const drop = drops.of('cup-blue')
 * if (drop !== null) await drops.enter(drop.id) // { status: 'accepted' }
 * drops.waits() // [{ status: 'entered', drawsAt: 1780000030000, … }]
 */
export function openDrops(
  { line, cart, show, connection }: Parts,
  { newId = () => crypto.randomUUID(), clock = systemClock }: DropsOptions = {},
): Drops {
  const wishes = new Map<DropId, string>()
  return {
    of(variantId) {
      for (const { variants } of show.$products.get())
        for (const { id, drop } of variants)
          if (id === variantId) return dropSchema.safeParse(drop).data ?? null
      return null
    },
    waits,
    async enter(asked) {
      const dropId = toDropId(asked)
      const id = wishes.get(dropId) ?? newId()
      wishes.set(dropId, id)
      let pauses = 0
      for (;;) {
        try {
          const answer = parseAnswer(dropEnterAnswerSchema, await line.ask('drop.enter', { dropId, id }))
          if (!answer.ok) return { status: 'rejected', code: answer.code }
          line.$told.set(answer.waits)
          return { status: 'accepted' }
        } catch (error) {
          const { code } = lineRefusal(error)
          const { status } = connection.$connection.get()
          if (code === 'hub_unreachable' && (status === 'offline' || status === 'connecting'))
            await nextConnection(connection)
          else if (code === 'busy' && pauses < MOST_PAUSES)
            await pause(clock, backoffMs(pauses++, Math.random))
          else return { status: 'rejected', code }
        }
      }
    },
    async leave(asked) {
      try {
        const answer = await line.ask('drop.leave', { dropId: toDropId(asked) })
        line.$told.set(parseAnswer(waitsSchema, answer))
        return true
      } catch (error) {
        lineRefusal(error)
        return false
      }
    },
    async take(asked) {
      const dropId = toDropId(asked)
      const wait = waits().find((one) => one.dropId === dropId)
      if (wait?.status !== 'turn') return { status: 'rejected', code: 'in_drop' }
      return takeUnits(cart, wait.variantId, wait.units)
    },
  }

  /** Of what this version cannot read nothing is shown. */
  function waits(): readonly DropWait[] {
    return (waitsSchema.safeParse(line.$told.get()).data ?? []).filter((wait) => 'dropId' in wait)
  }
}

type Parts = Pick<Tote, 'line'> & {
  readonly cart: CartPart
  readonly show: Pick<Tote['show'], '$products'>
  readonly connection: Pick<Tote['connection'], '$connection'>
}

function nextConnection({ $connection }: Parts['connection']): Promise<void> {
  return new Promise((resolve) => {
    const stop = $connection.listen(({ status }) => {
      if (status !== 'online') return
      stop()
      resolve()
    })
  })
}

/** @throws ToteError `invalid` */
function toDropId(asked: string): DropId {
  const parsed = dropIdSchema.safeParse(asked)
  if (parsed.success) return parsed.data
  throw new ToteError('invalid', 'dropId must be the id of a drop.', { details: { field: 'dropId' } })
}
