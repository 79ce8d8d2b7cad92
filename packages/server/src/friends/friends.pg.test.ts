import { freshDatabase } from '@tote/testkit/services/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { deleteInvites } from '../store/friends-invite-store.ts'
import { lockFriends } from '../store/friends-store.ts'
import { openStore } from '../store/store.ts'
import { friendsContract } from './friends-contract-fixtures.ts'
import { amongFriends, codeOf, Friend } from './friends-world-fixtures.ts'
import { membersContract } from './members-contract-fixtures.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 12 })
friendsContract('PostgreSQL', open)
membersContract('PostgreSQL', open)

test('[F4] a link that is taken back while its bearer is coming in leads nowhere', async () => {
  const { shop, owner, invite } = await amongFriends(await open(), 0)
  const guest = await Friend.of(shop)
  const key = { tenantId: shop.tenant.id, friendsId: owner.id }
  let joining: Promise<unknown> = Promise.resolve()
  await shop.store.transaction(async (trx) => {
    await lockFriends(trx, key)
    await deleteInvites(trx, key)
    joining = guest.join(invite).then(codeOf)
    // They have found the link, and wait for the owner.
    await expect.poll(() => countWaiting(shop.store.db), { timeout: 20_000 }).toBe(1)
  })
  expect(await joining).toBe('dead')
  expect((await owner.cart()).members).toHaveLength(1)
})

async function countWaiting(db: Parameters<typeof lockFriends>[0]): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(db)
  return Number(rows[0]?.count)
}
