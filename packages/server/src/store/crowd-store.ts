import type { ChatId, ChatMessage, ShowId } from '@tote/protocol'
import type { Db } from './store.ts'

export interface ChatRow {
  readonly tenantId: string
  readonly showId: ShowId
  readonly journeyId: string
  readonly message: ChatMessage
}

/** Those already there stay as they are, also when they were removed. */
export async function insertChat(db: Db, rows: readonly ChatRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('chat')
    .values(
      rows.map(({ tenantId, showId, journeyId, message }) => ({
        tenant_id: tenantId,
        show_id: showId,
        id: message.id,
        journey_id: journeyId,
        text: message.text,
        at: message.at,
        removed_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'show_id', 'id']).doNothing())
    .execute()
}

/** The last messages that stand, oldest first. */
export async function selectRecentChat(
  db: Db,
  tenantId: string,
  { showId, limit }: { showId: string; limit: number },
): Promise<ChatMessage[]> {
  const rows = await db
    .selectFrom('chat')
    .select(['id', 'at', 'text'])
    .where('tenant_id', '=', tenantId)
    .where('show_id', '=', showId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  // Ids were checked when they came in.
  return rows.toReversed().map(({ id, at, text }) => ({ id: id as ChatId, at, text }))
}

/** Its words go, its id stays: a copy that is written later does not bring it back. */
export async function removeChat(
  db: Db,
  tenantId: string,
  { showId, id, nowMs }: { showId: string; id: string; nowMs: number },
): Promise<void> {
  await db
    .insertInto('chat')
    .values({
      tenant_id: tenantId,
      show_id: showId,
      id,
      journey_id: null,
      text: '',
      at: nowMs,
      removed_at: nowMs,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'show_id', 'id']).doUpdateSet({ text: '', removed_at: nowMs }),
    )
    .execute()
}

/** The option that counts for this journey: this one, or the one it voted for before. */
export async function insertVote(
  db: Db,
  tenantId: string,
  { pollId, journeyId, option, nowMs }: { pollId: string; journeyId: string; option: number; nowMs: number },
): Promise<number> {
  await db
    .insertInto('poll_vote')
    .values({ tenant_id: tenantId, poll_id: pollId, journey_id: journeyId, option, at: nowMs })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'poll_id', 'journey_id']).doNothing())
    .execute()
  const vote = await db
    .selectFrom('poll_vote')
    .select('option')
    .where('tenant_id', '=', tenantId)
    .where('poll_id', '=', pollId)
    .where('journey_id', '=', journeyId)
    .executeTakeFirstOrThrow()
  return vote.option
}

/** Votes for each of so many options. */
export async function selectTally(
  db: Db,
  tenantId: string,
  { pollId, options }: { pollId: string; options: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('poll_vote')
    .select((builder) => ['option', builder.fn.countAll<number | string>().as('votes')])
    .where('tenant_id', '=', tenantId)
    .where('poll_id', '=', pollId)
    .groupBy('option')
    .execute()
  return Array.from({ length: options }, (_, option) =>
    Number(rows.find((row) => row.option === option)?.votes ?? 0),
  )
}
