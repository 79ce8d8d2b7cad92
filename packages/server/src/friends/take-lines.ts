import {
  attributesSchema,
  cartIdSchema,
  clientIdSchema,
  limits,
  mutationUidSchema,
  type CartOp,
  type LineId,
  type PlanId,
  type ShowId,
  type VariantId,
  type Verdict,
} from '@tote/protocol'
import type { TakenLine } from '@tote/protocol/friends'
import { mutateIn, type CartSpeaker, type MutateRequest } from '../carts/mutate-cart.ts'
import { selectShelfLines, setTake, type ShelfLine } from '../store/friends-line-store.ts'
import { touchFriends } from '../store/friends-store.ts'
import { selectVerdicts } from '../store/mutation-store.ts'
import type { Db } from '../store/store.ts'
import { done, enterFriends, refuse, type FriendsDeed } from './friends-deed.ts'
import { planTake } from './friends-rules.ts'

export interface Taking extends Pick<MutateRequest, 'pictureIn'> {
  readonly id: string
  readonly uid: string
  readonly which: 'mine' | 'all'
  readonly nowMs: number
}

/**
 * [F7] Copies of lines into the speaker's own cart, in one transaction, each by the rule of carts: price, stock, credit and
 * check-out are as always there. What is refused stays anybody's, and is told line by line. Asked again under the same name it
 * answers what came of it.
 * @throws ToteError `moved`, `mid_reused`.
 */
export async function takeLines(
  db: Db,
  speaker: CartSpeaker,
  { id, uid: named, which, nowMs, pictureIn }: Taking,
): Promise<FriendsDeed> {
  const { tenant, cartId } = speaker
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  const { key, mine } = entered
  const lines = await selectShelfLines(db, tenant.id, [id])
  const uidOf = ({ by, lineId }: ShelfLine) => mutationUidSchema.parse(`${named}.${by}.${lineId}`)
  const known =
    lines.length === 0 ? new Map<string, Verdict>() : await selectVerdicts(db, tenant.id, lines.map(uidOf))
  if (known.size > 0) {
    const taken = lines.flatMap((line) => {
      const verdict = known.get(uidOf(line))
      return verdict === undefined ? [] : [toTaken(line, verdict)]
    })
    return done(db, speaker, { nowMs, taken })
  }
  const { wanted: all, had } = planTake(lines, { member: mine.n, which, nowMs })
  // As many as one batch takes; the rest is there for the next wish.
  const wanted = all.slice(0, limits.maxBatch)
  const others = had
    .filter(({ take }) => take?.by !== mine.n)
    .map(({ by, lineId }) => ({ by, lineId: toLineId(lineId), code: 'taken' }))
  if (wanted.length === 0) return done(db, speaker, { nowMs, taken: others })
  const muts = wanted.map((line, index) => ({ mid: index + 1, uid: uidOf(line), op: toOp(line), at: nowMs }))
  const message = {
    cartId: cartIdSchema.parse(cartId),
    clientId: clientIdSchema.parse(`f.${named}`),
    sentAt: nowMs,
    muts,
  }
  const change = await mutateIn(db, speaker, {
    message,
    nowMs,
    ...(pictureIn === undefined ? {} : { pictureIn }),
  })
  const taken = []
  for (const [index, line] of wanted.entries()) {
    const verdict = change.answer.results[index]
    if (verdict === undefined) throw new Error('one operation, one verdict')
    if (verdict.ok) await setTake(db, key, { by: line.by, lineId: line.lineId, n: mine.n, cartId, nowMs })
    taken.push(toTaken(line, verdict))
  }
  await touchFriends(db, key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId], taken: [...taken, ...others], change })
}

// Written by the rule of carts, from what was parsed: so are the ids of its operation.
const toLineId = (id: string) => id as LineId

function toOp({ variantId, planId, attrsJson, qty, showId }: ShelfLine): CartOp {
  return {
    op: 'addLine',
    variantId: variantId as VariantId,
    ...(planId === null ? {} : { planId: planId as PlanId }),
    attrs: attributesSchema.parse(JSON.parse(attrsJson)),
    qty,
    ...(showId === null ? {} : { showId: showId as ShowId }),
  }
}

function toTaken({ by, lineId }: ShelfLine, verdict: Verdict): TakenLine {
  const line = { by, lineId: toLineId(lineId) }
  if (verdict.ok) return { ...line, code: null }
  return { ...line, code: verdict.code, ...(verdict.free === undefined ? {} : { free: verdict.free }) }
}
