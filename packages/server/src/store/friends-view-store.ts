import { attributesSchema, type LineId, type ShowId, type VariantId } from '@tote/protocol'
import type { FriendsCart, FriendsId, FriendsLine, KeptFriends } from '@tote/protocol/friends'
import { isStanding } from '../friends/friends-rules.ts'
import { selectShelfLines, type ShelfLine } from './friends-line-store.ts'
import { selectSeatsOf, type Seat } from './friends-store.ts'
import type { Db } from './store.ts'

/** What these journeys are told of their friends' carts; one that is in none has no entry. */
export async function selectFriends(
  db: Db,
  tenantId: string,
  { journeyIds, nowMs }: { journeyIds: readonly string[]; nowMs: number },
): Promise<Map<string, FriendsCart[]>> {
  const told = new Map<string, FriendsCart[]>()
  if (journeyIds.length === 0) return told
  const own = await selectSeatsOf(db, tenantId, journeyIds)
  if (own.length === 0) return told
  const ids = [...new Set(own.map(({ friendsId }) => friendsId))]
  const carts = await readCarts(db, tenantId, { ids, nowMs })
  for (const seat of own) {
    const cart = carts.get(seat.friendsId)
    if (cart === undefined) continue
    const { invitesUntilMs, ...shared } = cart
    const view = { ...shared, you: seat.n, invitesUntilMs: seat.isOwner ? invitesUntilMs : null }
    told.set(seat.journeyId, [...(told.get(seat.journeyId) ?? []), view])
  }
  return told
}

async function readCarts(
  db: Db,
  tenantId: string,
  { ids, nowMs }: { ids: readonly string[]; nowMs: number },
): Promise<Map<string, Omit<FriendsCart, 'you'>>> {
  // Read first: what changes meanwhile is told again, and as later than this.
  const heads = await db
    .selectFrom('friends')
    .select(['id', 'show_id', 'rev'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  const members = await db
    .selectFrom('friend')
    .select(['friends_id', 'n', 'name', 'colour', 'is_owner'])
    .where('tenant_id', '=', tenantId)
    .where('friends_id', 'in', ids)
    .orderBy('n')
    .execute()
  const invites = await db
    .selectFrom('friends_invite')
    .select(['friends_id', (select) => select.fn.max('expires_at').as('until')])
    .where('tenant_id', '=', tenantId)
    .where('friends_id', 'in', ids)
    .where('expires_at', '>', nowMs)
    .groupBy('friends_id')
    .execute()
  const lines = await selectShelfLines(db, tenantId, ids)
  return new Map(
    heads.map(({ id, show_id, rev }) => [
      id,
      {
        // Both were written from what was parsed.
        id: id as FriendsId,
        showId: show_id as ShowId,
        rev,
        members: members
          .filter(({ friends_id }) => friends_id === id)
          .map(({ n, name, colour, is_owner }) => ({
            n,
            name,
            colour,
            role: is_owner === 1 ? ('owner' as const) : ('guest' as const),
          })),
        lines: lines.filter(({ friendsId }) => friendsId === id).map((line) => toLine(line, nowMs)),
        invitesUntilMs: toNumber(invites.find(({ friends_id }) => friends_id === id)?.until),
      },
    ]),
  )
}

/** A sum of big numbers is text to some drivers. */
const toNumber = (until: number | string | bigint | undefined) => (until === undefined ? null : Number(until))

function toLine(line: ShelfLine, nowMs: number): FriendsLine {
  const { by, lineId, variantId, attrsJson, qty, price, votes, take } = line
  return {
    by,
    // Written by the rule of carts, from what was parsed.
    lineId: lineId as LineId,
    variantId: variantId as VariantId,
    attrs: attributesSchema.parse(JSON.parse(attrsJson)),
    qty,
    price,
    votes: [...votes],
    ...(take !== null && isStanding(take, nowMs) ? { taken: { by: take.by, isBought: take.isBought } } : {}),
  }
}

/** [F9] A shopper's own part in them, for what they may read of themselves. */
export async function selectKeptFriends(db: Db, tenantId: string, journeyId: string): Promise<KeptFriends> {
  const seats = await selectSeatsOf(db, tenantId, [journeyId])
  if (seats.length === 0) return []
  const ids = seats.map(({ friendsId }) => friendsId)
  const lines = await selectShelfLines(db, tenantId, ids)
  const heads = await db
    .selectFrom('friends')
    .select(['id', 'show_id'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  const showOf = new Map(heads.map(({ id, show_id }) => [id, show_id]))
  return seats.map((seat) => toKept(seat, lines, showOf.get(seat.friendsId) ?? ''))
}

function toKept(
  { friendsId, n, name, isOwner, joinedAt }: Seat,
  all: readonly ShelfLine[],
  showId: string,
): KeptFriends[number] {
  const lines = all.filter((line) => line.friendsId === friendsId)
  return {
    showId: showId as ShowId,
    name,
    role: isOwner ? 'owner' : 'guest',
    joinedAt,
    lines: lines
      .filter(({ by }) => by === n)
      .map(({ variantId, qty }) => ({ variantId: variantId as VariantId, qty })),
    votes: lines.filter(({ votes }) => votes.includes(n)).length,
  }
}
