import { expect, onTestFinished, test } from 'vitest'
import { clearFollow, isFollowed, selectFollowed, writeFollow } from './follow-store.ts'
import { writeHubWindow } from './hub-window-store.ts'
import { openStore } from './store.ts'

const ENDS_AT = 1000

/** A browser that has a basket of each of two tenants, and is followed with both. */
async function twoBaskets() {
  const { db, close } = await openStore('sqlite::memory:')
  onTestFinished(close)
  for (const tenantId of ['maison', 'fardel'])
    await writeHubWindow(db, {
      hash: 'browser',
      tenantId,
      journeyId: `of ${tenantId}`,
      nowMs: 0,
      expiresAt: ENDS_AT,
    })
  for (const tenantId of ['maison', 'fardel'])
    await writeFollow(db, { hash: 'browser', tenantId, followHash: 'frames' })
  const find = (tenantId: string, nowMs = 0) => selectFollowed(db, tenantId, { followHash: 'frames', nowMs })
  return { db, find }
}

test('a browser’s frames find each tenant’s journey, and no other tenant’s', async () => {
  const { find } = await twoBaskets()
  expect([await find('maison'), await find('fardel'), await find('another')]).toEqual([
    'of maison',
    'of fardel',
    undefined,
  ])
})

test('taken back for one tenant the other is followed on', async () => {
  const { db, find } = await twoBaskets()
  await clearFollow(db, { hash: 'browser', tenantId: 'maison' })
  expect([await find('maison'), await find('fardel')]).toEqual([undefined, 'of fardel'])
  expect(await isFollowed(db, { hash: 'browser', tenantId: 'fardel' })).toBe(true)
})

test('what the browser’s windows have no more, its frames have no more', async () => {
  const { find } = await twoBaskets()
  expect([await find('maison', ENDS_AT - 1), await find('maison', ENDS_AT)]).toEqual(['of maison', undefined])
})
