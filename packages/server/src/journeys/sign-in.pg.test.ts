import { createRandom } from '@tote/testkit/random'
import { freshDatabase } from '@tote/testkit/services/database'
import { expect, onTestFinished, test } from 'vitest'
import { KEY, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore } from '../store/store.ts'
import { findTenantByKey } from '../store/tenant-store.ts'
import { signInFromEverywhere } from './sign-in-fixtures.ts'

test('[U43] [U44] [I13] sign-ins that run side by side lose no line and have none twice', async () => {
  const store = await openStore(await freshDatabase())
  onTestFinished(() => store.close())
  await store.transaction((trx) => applyTenantFile(trx, tenantFileOf(), 0))
  const tenant = await findTenantByKey(store.db, KEY)
  if (tenant === undefined) throw new Error('the fixture has a tenant')
  for (let run = 0; run < 200; run += 1) {
    const random = createRandom(run)
    const { before, after, lineCount } = await signInFromEverywhere(store, tenant, { run, random })
    expect(after, `seed ${run}`).toEqual(before)
    expect(lineCount, `seed ${run}`).toBe(Object.keys(before).length)
  }
}, 60_000)
