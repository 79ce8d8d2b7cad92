import { lineIdSchema, showIdSchema, ToteError, variantIdSchema } from '@tote/protocol'
import type { FriendsAsk, FriendsCart } from '@tote/protocol/friends'
import { friendsIdSchema } from '@tote/protocol/friends'
import { FakeClock } from '@tote/testkit/clock'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { openFriends } from './open-friends.ts'

const id = friendsIdSchema.parse('0123456789abcdef')
const lineId = lineIdSchema.parse('l-1')
const showId = showIdSchema.parse('spring')

const cartOf = (changes: Partial<FriendsCart> = {}): FriendsCart => ({
  id,
  showId,
  rev: 1,
  you: 1,
  members: [{ n: 1, name: 'Ada', colour: 0, role: 'owner' }],
  lines: [],
  invitesUntilMs: null,
  ...changes,
})

/** Friends over a hub that answers these in turn, the last again and again. */
function among(...answers: unknown[]) {
  const asked: FriendsAsk[] = []
  const clock = new FakeClock()
  const $told = atom<unknown>(null)
  let ids = 0
  const friends = openFriends(
    {
      showId,
      friends: {
        $told,
        ask(message) {
          asked.push(message)
          const answer = answers[Math.min(asked.length, answers.length) - 1]
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
        },
      },
    },
    { newId: () => `uid-0123456789-${(ids += 1)}`, clock, random: () => 0.5 },
  )
  return { friends, asked, $told, clock }
}

test('started, the shopper is its owner, and the stores tell it at once', async () => {
  const { friends, asked } = among({ ok: true, friends: [cartOf()] })
  expect(await friends.start('Ada')).toEqual({ status: 'accepted' })
  expect(asked).toEqual([{ do: 'start', id: 'uid-0123456789-1', showId, name: 'Ada' }])
  expect(friends.carts()).toEqual([cartOf()])
})

test('a deed whose answer was lost is sent again under its name', async () => {
  const { friends, asked, clock } = among(new ToteError('hub_unreachable'), {
    ok: true,
    friends: [],
    taken: [{ by: 1, lineId, code: 'no_stock', free: 2 }],
  })
  const bought = friends.buy(id, 'all')
  await clock.advance(60_000)
  expect(await bought).toEqual({
    status: 'bought',
    lines: [{ by: 1, lineId, code: 'no_stock', free: 2 }],
  })
  expect(asked).toHaveLength(2)
  expect(asked[1]).toEqual(asked[0])
})

test('a hub that stays away ends in a refusal, and nothing is asked for ever', async () => {
  const { friends, asked, clock } = among(new ToteError('hub_unreachable'))
  const voted = friends.vote(id, { by: 1, lineId }, true)
  await clock.advance(600_000)
  expect(await voted).toEqual({ status: 'rejected', code: 'hub_unreachable' })
  expect(asked).toHaveLength(4)
})

test.each(['dead', 'full', 'limit'])('a link that is %s is told so, once asked', async (code) => {
  const { friends, asked } = among({ ok: false, code })
  expect(await friends.join('tf_0123456789012345678901', 'Bo')).toEqual({ status: 'rejected', code })
  expect(asked).toHaveLength(1)
})

test('what is misused throws, and is not asked twice', async () => {
  const { friends, asked } = among({ error: { code: 'invalid', message: 'name must have letters' } })
  await expect(friends.start('\u202E')).rejects.toMatchObject({ code: 'invalid' })
  expect(asked).toHaveLength(1)
})

test('news that an answer overtook does not turn it back; who is in which is what was told last', async () => {
  const { friends, $told } = among({ ok: true, friends: [cartOf({ rev: 7 })] })
  const heard: number[][] = []
  friends.onCarts((carts) => heard.push(carts.map(({ rev }) => rev)))
  await friends.leave(id)
  $told.set([cartOf({ rev: 6 })])
  $told.set([cartOf({ rev: 8 })])
  $told.set(null)
  expect(heard).toEqual([[], [7], [7], [8], []])
})

test('another seat of the same shopper is shown, whatever its number', () => {
  const { friends, $told } = among()
  $told.set([cartOf({ rev: 7, you: 2 })])
  expect(friends.carts()[0]?.you).toBe(2)
  $told.set([cartOf({ rev: 7, you: 1 })])
  expect(friends.carts()[0]?.you).toBe(1)
})

test('what this version cannot read is shown as none', () => {
  const { friends, $told } = among()
  $told.set([{ id, members: 'many' }])
  expect(friends.carts()).toEqual([])
})

test('every wish is sent as what it is', async () => {
  const { friends, asked } = among({
    ok: true,
    friends: [],
    invite: { secret: 'tf_0123456789012345678901', untilMs: 9 },
    invitation: { showId, owner: 'Ada', members: 1, isMember: false },
  })
  const variantId = variantIdSchema.parse('mug')
  await friends.add(id, { variantId, quantity: 2, attributes: [['gift', 'yes']] })
  await friends.setQuantity(id, lineId, 3)
  await friends.takeOut(id, lineId)
  await friends.release(id, { by: 2, lineId })
  await friends.remove(id, 2)
  await friends.uninvite(id)
  expect(await friends.invite(id)).toEqual({
    status: 'invited',
    secret: 'tf_0123456789012345678901',
    untilMs: 9,
  })
  expect(await friends.look('tf_0123456789012345678901')).toMatchObject({
    status: 'found',
    invitation: { owner: 'Ada' },
  })
  expect(asked).toMatchObject([
    { do: 'act', op: { op: 'addLine', variantId, qty: 2, attrs: [['gift', 'yes']], showId } },
    { do: 'act', op: { op: 'setQuantity', lineId, qty: 3 } },
    { do: 'act', op: { op: 'removeLine', lineId } },
    { do: 'release', by: 2, lineId },
    { do: 'remove', member: 2 },
    { do: 'uninvite' },
    { do: 'invite' },
    { do: 'look' },
  ])
  const uids = asked.flatMap((ask) => (ask.do === 'act' ? [ask.uid] : []))
  expect(new Set(uids).size).toBe(3)
})
