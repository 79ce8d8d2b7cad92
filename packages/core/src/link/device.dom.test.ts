import { cartIdSchema, clientIdSchema, mutationUidSchema } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { createBeatPresence } from './beat-presence.ts'
import { openIndexedStorage } from './indexed-storage.ts'
import { browserDisks, openKeptStorage, type Remains } from './kept-storage.ts'
import { openLocalStorage } from './local-storage.ts'
import { exclusively, webLocks } from './locks.ts'
import { newId } from './new-id.ts'
import { createLockPresence } from './presence.ts'
import type { QueuedMutation, ToteStorage } from './storage.ts'
import { openTabs } from './tabs.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

const entry = (mid: number, text = 'gift'): QueuedMutation => ({
  mid,
  uid: mutationUidSchema.parse(newId()),
  op: { op: 'setNote', text },
  at: 1000 + mid,
  clientId: clientIdSchema.parse('page'),
  cartId: cartIdSchema.parse('c1'),
})
const client = () => clientIdSchema.parse(newId())
const keys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

/** The browser's own disks under a name of this test. */
async function open(name = `test:${newId()}`) {
  const fallen: Remains[] = []
  const storage = await openKeptStorage({ ...browserDisks(name), onFall: (remains) => fallen.push(remains) })
  onTestFinished(() => storage.close())
  return { storage, fallen, name }
}

const failing = () => {
  throw new DOMException('no more room', 'QuotaExceededError')
}

test('IndexedDB keeps the place with its key, the cart and the queue in order, for the next page', async () => {
  const { storage, name, fallen } = await open()
  await storage.savePlace({ keys: await keys(), placeId: null })
  const entries = [entry(2), entry(1)]
  await storage.putQueue(entries)
  storage.close()
  const next = await open(name)
  expect((await next.storage.loadPlace())?.keys.privateKey.extractable).toBe(false)
  expect((await next.storage.loadQueue()).map(({ mid }) => mid)).toEqual([1, 2])
  await next.storage.deleteQueue(entries.map(({ uid }) => uid))
  expect(await next.storage.loadQueue()).toEqual([])
  expect([storage.isKept, fallen]).toEqual([true, []])
})

test('what the shopper did is asked to be on the disk itself before it counts as written', async () => {
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const { storage } = await open()
  await storage.putQueue([entry(1)])
  expect(transactions).toHaveBeenCalledWith('queue', 'readwrite', { durability: 'strict' })
})

test('what no schema knows is treated as absent', async () => {
  const { name } = await open()
  const storage = await openIndexedStorage(name)
  // As an older version or a stranger left it.
  await storage.putQueue([{ ...entry(1), mid: -1 }, entry(2)])
  expect((await storage.loadQueue()).map(({ mid }) => mid)).toEqual([2])
  storage.close()
})

test('where IndexedDB is refused the queue is kept as text, and the page says what is not', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(failing)
  const { storage, fallen, name } = await open()
  expect([storage.isKept, storage.isQueueKept, fallen]).toEqual([false, true, ['unsent']])
  await storage.savePlace({ keys: await keys(), placeId: null })
  await storage.putQueue([entry(1)])
  expect((await storage.loadPlace())?.placeId).toBeNull()

  const next = await open(name)
  expect((await next.storage.loadQueue()).map(({ mid }) => mid)).toEqual([1])
  expect(await next.storage.loadPlace()).toBeUndefined()
})

test('where nothing can be kept memory serves, and the page says so', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(failing)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(failing)
  vi.spyOn(Storage.prototype, 'length', 'get').mockImplementation(failing)
  const { storage, fallen } = await open()
  await storage.putQueue([entry(1)])
  expect((await storage.loadQueue()).map(({ mid }) => mid)).toEqual([1])
  expect([storage.isQueueKept, fallen.at(-1)]).toEqual([false, 'nothing'])
})

test('a disk that fails midway takes nothing along: what this page wrote is kept as text from then on', async () => {
  const { storage, fallen, name } = await open()
  const [first, second] = [entry(1), entry(2)]
  await storage.putQueue([first])
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(failing)
  await Promise.all([storage.putQueue([second]), storage.putQueue([entry(3)])])
  expect([storage.isQueueKept, storage.isKept, fallen]).toEqual([true, false, ['unsent']])
  expect((await storage.loadQueue()).map(({ mid }) => mid)).toEqual([1, 2, 3])

  // The next page finds IndexedDB well again, and brings over what was left as text.
  vi.restoreAllMocks()
  const next = await open(name)
  expect((await next.storage.loadQueue()).map(({ mid }) => mid)).toEqual([1, 2, 3])
  expect(next.storage.isKept).toBe(true)
  expect(localStorage.length).toBe(0)
})

test('a connection that was only lost is made anew, without a word', async () => {
  const { storage, fallen } = await open()
  await storage.putQueue([entry(1)])
  storage.close()
  await storage.putQueue([entry(2)])
  expect((await storage.loadQueue()).map(({ mid }) => mid)).toEqual([1, 2])
  expect([storage.isKept, fallen]).toEqual([true, []])
})

test('text of another tab stays its own: an entry is a key', async () => {
  const [one, other]: ToteStorage[] = [
    openLocalStorage(localStorage, 'n'),
    openLocalStorage(localStorage, 'n'),
  ]
  const mine = entry(1)
  await Promise.all([one?.putQueue([mine]), other?.putQueue([entry(2)])])
  await one?.deleteQueue([mine.uid])
  expect((await other?.loadQueue())?.map(({ mid }) => mid)).toEqual([2])
  localStorage.setItem('n:queue:broken', '{"mid":')
  expect(await one?.loadQueue()).toHaveLength(1)
})

test('a name is one page’s at a time, and free in the moment it is let go', async () => {
  const locks = webLocks()
  const name = newId()
  const release = await locks?.take(name)
  expect(await locks?.take(name, { isFreeOnly: true })).toBeNull()
  const next = locks?.take(name)
  release?.()
  ;(await next)?.()
  const order: number[] = []
  await Promise.all([1, 2].map((turn) => exclusively(locks, name, async () => void order.push(turn))))
  expect(order).toEqual([1, 2])
})

test('a living page’s queue is not adopted; a dead one’s is, by exactly one', async () => {
  const locks = webLocks()
  if (locks === null) throw new Error('this browser has no locks')
  const [dying, one, other] = [
    createLockPresence(locks),
    createLockPresence(locks),
    createLockPresence(locks),
  ]
  const id = client()
  dying.hold(id)
  expect(await one.adopt(id)).toBe(false)
  const heirs: string[] = []
  one.whenGone(id, () => heirs.push('one'))
  other.whenGone(id, () => heirs.push('other'))
  dying.release()
  await vi.waitFor(() => expect(heirs).toEqual(['one']))
  expect(await other.adopt(id)).toBe(false)
  one.release()
  await vi.waitFor(() => expect(heirs).toEqual(['one', 'other']))
  other.release()
})

test('without locks a page is gone after ten seconds without a beat', async () => {
  const clock = new FakeClock()
  const [dying, heir] = [createBeatPresence(localStorage, clock), createBeatPresence(localStorage, clock)]
  const id = client()
  dying.hold(id)
  await clock.advance(60_000)
  expect(await heir.adopt(id)).toBe(false)
  let isHeir = false
  heir.whenGone(id, () => (isHeir = true))
  // It dies as a page does: its timers end, its beat stays.
  const last = localStorage.getItem(`tote:beat:${id}`)
  dying.release()
  localStorage.setItem(`tote:beat:${id}`, String(last))
  await clock.advance(6000)
  expect(isHeir).toBe(false)
  await clock.advance(6000)
  expect(isHeir).toBe(true)
  heir.release()
  expect([clock.pendingCount, localStorage.length]).toEqual([0, 0])
})

test('tabs hear each other and not themselves, until they close', async () => {
  const heard: unknown[][] = [[], []]
  const name = newId()
  const [one, other] = heard.map((into) => openTabs(name, (message) => into.push(message)))
  one?.post({ kind: 'hello' })
  await vi.waitFor(() => expect(heard).toEqual([[], [{ kind: 'hello' }]]))
  other?.close()
  one?.post({ kind: 'again' })
  await new Promise((done) => requestAnimationFrame(done))
  expect(heard[1]).toHaveLength(1)
  one?.close()
})
