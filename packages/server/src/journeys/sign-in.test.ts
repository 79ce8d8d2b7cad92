import { createRandom } from '@tote/testkit/random'
import { expect, onTestFinished, test } from 'vitest'
import { KEY, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore } from '../store/store.ts'
import { findTenantByKey } from '../store/tenant-store.ts'
import { signInFromEverywhere } from './sign-in-fixtures.ts'

test('[U43] [U44] [I13] of 1,000 shoppers who sign in from several carts at once none loses a line or has one twice', async () => {
  const store = await openStore('sqlite::memory:')
  onTestFinished(() => store.close())
  await store.transaction((trx) => applyTenantFile(trx, tenantFileOf(), 0))
  const tenant = await findTenantByKey(store.db, KEY)
  if (tenant === undefined) throw new Error('the fixture has a tenant')
  for (let run = 0; run < 1000; run += 1) {
    const { before, after, lineCount } = await signInFromEverywhere(store, tenant, {
      run,
      random: createRandom(run),
    })
    expect(after, `seed ${run}`).toEqual(before)
    expect(lineCount, `seed ${run}`).toBe(Object.keys(before).length)
  }
}, 60_000)
