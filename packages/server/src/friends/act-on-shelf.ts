import { cartIdSchema, clientIdSchema, limits, lineId, mutationUidSchema, type CartOp } from '@tote/protocol'
import { mutateIn, type CartSpeaker } from '../carts/mutate-cart.ts'
import { forgetLine, selectShelfLines, type ShelfLine } from '../store/friends-line-store.ts'
import { touchFriends } from '../store/friends-store.ts'
import { selectVerdicts } from '../store/mutation-store.ts'
import type { Db } from '../store/store.ts'
import { done, enterFriends, refuse, type FriendsDeed } from './friends-deed.ts'
import { isStanding, type Refused } from './friends-rules.ts'

/** What a cart's rule can say of a shelf, where nothing is counted. */
const SAID: ReadonlySet<string> = new Set<Refused>(['limit', 'gone', 'no_line', 'frozen'])

/**
 * [F2] An operation on the speaker's own shelf, by the rule and in the log of carts: each is a client of its own, numbered
 * from 1, so that asked again it is answered its verdict.
 * @throws ToteError `mid_reused` for another's name of a deed.
 */
export async function actOnShelf(
  db: Db,
  speaker: CartSpeaker,
  { id, uid: named, op, nowMs }: { id: string; uid: string; op: CartOp; nowMs: number },
): Promise<FriendsDeed> {
  const { tenant, journeyId } = speaker
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  const { key, mine } = entered
  const about = lineOf(op)
  if (about === null) return refuse('forbidden')
  const uid = mutationUidSchema.parse(`f.${named}`)
  const known = await selectVerdicts(db, tenant.id, [uid])
  if (known.size === 0) {
    const lines = await selectShelfLines(db, tenant.id, [id])
    const refusal = whyNot(op, {
      lines,
      line: lines.find((one) => one.by === mine.n && one.lineId === about),
      nowMs,
    })
    if (refusal !== null) return refuse(refusal)
  }
  const cartId = cartIdSchema.parse(mine.cartId)
  const { answer, delta } = await mutateIn(
    db,
    { tenant, journeyId, cartId },
    {
      message: {
        cartId,
        clientId: clientIdSchema.parse(uid),
        sentAt: nowMs,
        muts: [{ mid: 1, uid, op, at: nowMs }],
      },
      nowMs,
      isWish: true,
    },
  )
  const [verdict] = answer.results
  if (verdict?.ok === false) return refuse(toRefused(verdict.code))
  if (delta === null) return done(db, speaker, { nowMs })
  if (op.op === 'removeLine') await forgetLine(db, key, { by: mine.n, lineId: about })
  await touchFriends(db, key, nowMs)
  return done(db, speaker, { nowMs, told: [journeyId] })
}

/** Null for what is no operation on a line. */
function lineOf(op: CartOp): string | null {
  if (op.op === 'addLine') return lineId(op)
  return op.op === 'setQuantity' || op.op === 'removeLine' ? op.lineId : null
}

function whyNot(
  { op }: CartOp,
  { lines, line, nowMs }: { lines: readonly ShelfLine[]; line: ShelfLine | undefined; nowMs: number },
): Refused | null {
  if (op === 'addLine' && line === undefined && lines.length >= limits.maxLines) return 'limit'
  const take = line?.take ?? null
  if (take === null || !isStanding(take, nowMs)) return null
  // [F7] What is bought may be put away, and nothing else.
  return take.isBought && op === 'removeLine' ? null : 'frozen'
}

const toRefused = (code: string): Refused => (SAID.has(code) ? (code as Refused) : 'forbidden')
