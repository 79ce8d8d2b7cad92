import { ToteError, variantIdSchema } from '@tote/protocol'
import { atom } from 'nanostores'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import type { CartView, Connection } from '../tote.ts'
import { openDrops } from './open-drops.ts'

const variantId = variantIdSchema.parse('cup-blue')
const entry = { dropId: 'one', variantId, who: 'a'.repeat(32), receipt: { n: 3, hash: 'b'.repeat(64) } }
const entered = { ...entry, status: 'entered', drawsAt: 9 }

/** Drops over a hub that answers these, one after the other and the last again and again. */
function dropsOver(answers: readonly unknown[], told: unknown = null) {
  const asked: unknown[] = []
  const wished: unknown[] = []
  const $connection = atom<Connection>({ status: 'online', via: 'socket' })
  const $told = atom<unknown>(told)
  const clock = new FakeClock()
  let ids = 0
  const drops = openDrops(
    {
      line: {
        $told,
        ask(event, message) {
          asked.push([event, message])
          const answer = answers[Math.min(asked.length, answers.length) - 1]
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
        },
      },
      cart: {
        // Of the cart's view it reads the lines.
        $cart: atom({ lines: [] as CartView['lines'] } as CartView),
        addLine: (choice) => {
          wished.push(choice)
          return Promise.resolve({ status: 'accepted' })
        },
        setQuantity: () => Promise.resolve({ status: 'accepted' }),
      },
      show: { $products: atom([]) },
      connection: { $connection },
    },
    {
      clock,
      newId: () => {
        ids += 1
        return `wish-number-0000${ids}`
      },
    },
  )
  return { drops, asked, wished, $told, $connection, clock }
}

test('an entry is told with what the hub answered', async () => {
  const { drops, asked } = dropsOver([{ ok: true, waits: [entered] }])
  expect(await drops.enter('one')).toEqual({ status: 'accepted' })
  expect(asked).toEqual([['drop.enter', { dropId: 'one', id: 'wish-number-00001' }]])
  expect(drops.waits()).toEqual([entered])
})

test('a wish that could not be sent is sent under its own name once the hub is there again', async () => {
  const gone = new ToteError('hub_unreachable')
  const { drops, asked, $connection } = dropsOver([gone, gone, { ok: true, waits: [entered] }])
  $connection.set({ status: 'offline', sinceMs: 0 })
  const outcome = drops.enter('one')
  await Promise.resolve()
  $connection.set({ status: 'connecting' })
  await expect.poll(() => asked.length).toBe(1)
  $connection.set({ status: 'online', via: 'socket' })
  // Lost once more, and this time nothing says that it will come again: the shopper is told, and presses again.
  expect(await outcome).toEqual({ status: 'rejected', code: 'hub_unreachable' })
  expect(await drops.enter('one')).toEqual({ status: 'accepted' })
  expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1)
})

test('in a rush it asks again by itself, under one name, and not for ever', async () => {
  const busy = new ToteError('busy')
  const rush = dropsOver([busy, busy, { ok: true, waits: [entered] }])
  const outcome = rush.drops.enter('one')
  await rush.clock.advance(2000)
  expect(await outcome).toEqual({ status: 'accepted' })
  expect(rush.asked).toHaveLength(3)
  expect(new Set(rush.asked.map((each) => JSON.stringify(each))).size).toBe(1)

  const crush = dropsOver([busy])
  const given = crush.drops.enter('one')
  await crush.clock.advance(32_000)
  expect(await given).toEqual({ status: 'rejected', code: 'busy' })
  expect(crush.asked).toHaveLength(7)
  expect(crush.clock.pendingCount).toBe(0)
})

test.each([
  [{ ok: false, code: 'not_open', opensAt: 5 }, 'not_open'],
  [{ ok: false, code: 'over', opensAt: 5 }, 'over'],
  [new ToteError('rate'), 'rate'],
])('what is refused is a value: %o', async (answer, code) => {
  const { drops } = dropsOver([answer])
  expect(await drops.enter('one')).toEqual({ status: 'rejected', code })
})

test('a turn is taken whole, and without one nothing is', async () => {
  const { drops, wished, $told } = dropsOver([])
  expect(await drops.take('one')).toEqual({ status: 'rejected', code: 'in_drop' })
  $told.set([{ ...entry, status: 'turn', untilMs: 9, units: 2 }])
  expect(await drops.take('one')).toEqual({ status: 'accepted' })
  expect(wished).toEqual([{ variantId, quantity: 2 }])
})

test('leaving says whether the hub heard of it; what is no id is misuse', async () => {
  const done = { ...entry, status: 'done', isTaken: false }
  const { drops } = dropsOver([[done]])
  expect(await drops.leave('one')).toBe(true)
  expect(drops.waits()).toEqual([done])
  expect(await dropsOver([new ToteError('hub_unreachable')]).drops.leave('one')).toBe(false)
  await expect(drops.leave('')).rejects.toMatchObject({ code: 'invalid' })
  // What another version tells is no entry.
  const { drops: unread } = dropsOver([], [{ status: 'something new', dropId: 'one' }])
  expect(unread.waits()).toEqual([])
})
