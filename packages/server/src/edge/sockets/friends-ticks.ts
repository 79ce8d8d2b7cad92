import { selectCompanions } from '../../store/friends-store.ts'
import { selectFriends } from '../../store/friends-view-store.ts'
import type { HubContext } from '../hub-context.ts'
import type { FanOut } from './fan-out.ts'

/** Twenty who put things in at once are told as often as anybody can read. */
const TICK_MS = 250

/**
 * Tells shoppers their friends' carts, in ticks: all who are in one with somebody for whom something changed. That is only a
 * hint: who is in it and what lies there is read when the tick comes, so that who was sent away hears nothing more, and a hint
 * lost or doubled does no harm.
 */
export function createFriendsTicks({
  fanOut,
  store,
  log,
  now,
}: Pick<HubContext, 'store' | 'log' | 'now'> & { fanOut: FanOut }) {
  const due = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    tellFriends(tenantId: string, journeyIds: readonly string[]): void {
      const known = due.get(tenantId) ?? new Set()
      for (const id of journeyIds) known.add(id)
      due.set(tenantId, known)
      timer ??= setTimeout(tick, TICK_MS)
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer)
      due.clear()
    },
  }

  function tick(): void {
    timer = null
    const moved = [...due]
    due.clear()
    for (const [tenantId, journeyIds] of moved)
      tell(tenantId, [...journeyIds]).catch((error: unknown) => {
        // Told again by the next change, and at the next greeting.
        log.error({ err: error }, "friends' carts could not be told")
      })
  }

  async function tell(tenantId: string, journeyIds: readonly string[]): Promise<void> {
    const all = await selectCompanions(store.db, tenantId, journeyIds)
    const here = all.filter((id) => fanOut.sizeOf(`journey:${id}`) > 0)
    const told = await selectFriends(store.db, tenantId, { journeyIds: here, nowMs: now() })
    for (const id of here) fanOut.toRoom(`journey:${id}`, 'friends', told.get(id) ?? null)
  }
}
