import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { endTake, selectShelfLines, setVote, type LineKey } from '../store/friends-line-store.ts'
import { touchFriends } from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { done, enterFriends, refuse, type FriendsDeed } from './friends-deed.ts'

type Marking = LineKey & { readonly id: string; readonly nowMs: number }

/** [F6] For a line, or not any more. */
export async function voteForLine(
  db: Db,
  speaker: CartSpeaker,
  { id, by, lineId, isFor, nowMs }: Marking & { readonly isFor: boolean },
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  const lines = await selectShelfLines(db, speaker.tenant.id, [id])
  if (!lines.some((line) => line.by === by && line.lineId === lineId)) return refuse('no_line')
  await setVote(db, entered.key, { by, lineId, n: entered.mine.n, isFor })
  await touchFriends(db, entered.key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId] })
}

/** [F7] What the speaker took and has not bought is anybody's again. */
export async function releaseLine(
  db: Db,
  speaker: CartSpeaker,
  { id, by, lineId, nowMs }: Marking,
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  await endTake(db, entered.key, { by, lineId, n: entered.mine.n })
  await touchFriends(db, entered.key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId] })
}
