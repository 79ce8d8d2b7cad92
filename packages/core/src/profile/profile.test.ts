import { locationIdSchema, ToteError, type Profile } from '@tote/protocol'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { createTestWorld, online } from '../test-world-fixtures.ts'
import { openProfile } from './profile.ts'

const storeId = locationIdSchema.parse('store-marais')
const told: Profile = {
  subject: 'customer-7',
  createdAt: 1,
  seenAt: 2,
  channels: [{ name: 'Brand', origin: 'https://brand.test', firstAt: 1, lastAt: 2 }],
  basket: { quantity: 0 },
  bought: { orders: 0, totals: [] },
  orders: [],
  points: null,
  preferences: { storeId },
  now: 3,
}

function world(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, unknown][] = []
  const profile = openProfile({
    line: {
      $told: atom<unknown>(null),
      ask(event, message) {
        asked.push([event, message])
        return Promise.resolve(answers[event])
      },
    },
  })
  return { profile, asked }
}

test('a profile is asked of the hub, and an answer that is none is an error', async () => {
  const { profile, asked } = world({ profile: told })
  expect(await profile.ask()).toEqual(told)
  expect(asked).toEqual([['profile', {}]])
  await expect(world({ profile: { ...told, orders: 5 } }).profile.ask()).rejects.toThrow('orders')
})

test('preferences are asked for, set and taken back, and each time all that is set is told', async () => {
  const { profile, asked } = world({ preferences: { storeId } })
  expect(await profile.preferences()).toEqual({ storeId })
  await profile.set({ storeId })
  await profile.set({ captions: null })
  expect(asked.map(([, message]) => message)).toEqual([{}, { set: { storeId } }, { set: { captions: null } }])
  await expect(world({ preferences: { captions: 5 } }).profile.preferences()).rejects.toThrow('captions')
})

test('without a connection nothing is told and nothing set', async () => {
  const tote = await online(createTestWorld())
  tote.stop()
  await expect(openProfile(tote).ask()).rejects.toBeInstanceOf(ToteError)
  await expect(openProfile(tote).set({ storeId })).rejects.toBeInstanceOf(ToteError)
})
