import { chatIdSchema, limits, pollIdSchema, type ChatMessage } from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Crowd } from './crowd.ts'
import { chatPerPulse, sampleChat } from './sample-chat.ts'

const message = (name: string, at = 0): ChatMessage => ({ id: chatIdSchema.parse(name), at, text: name })
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(`m${index}`, index))
const ids = (told: readonly ChatMessage[] = []) => told.map(({ id }) => id)

test('what was said and shown is told once, in sums', () => {
  const crowd = new Crowd([])
  for (const said of messages(3)) crowd.hear(said)
  crowd.react('heart')
  crowd.react('heart')
  crowd.hearReactions({ heart: 3, wow: 1 })
  expect(crowd.take(10)).toEqual({
    chat: messages(3),
    reactions: { heart: 5, wow: 1 },
    own: { heart: 2 },
  })
  expect(crowd.take(10)).toEqual({})
})

test('a message that comes twice is one message', () => {
  const crowd = new Crowd([message('old')])
  for (const name of ['old', 'new', 'new']) crowd.hear(message(name))
  expect(ids(crowd.take(10).chat)).toEqual(['new'])
  expect(ids(crowd.recent().chat)).toEqual(['old', 'new'])
})

test('what was removed is gone, and a late copy does not bring it back', () => {
  const crowd = new Crowd([])
  crowd.hear(message('rude'))
  crowd.remove(chatIdSchema.parse('rude'))
  crowd.hear(message('rude'))
  expect(crowd.recent().chat).toEqual([])
  expect(crowd.take(10)).toEqual({})
})

test('a joiner gets the last messages, and the votes as last counted', () => {
  const crowd = new Crowd([])
  for (const said of messages(limits.maxRecentChat + 10)) crowd.hear(said)
  crowd.count(pollIdSchema.parse('p'), [1, 2])
  expect(ids(crowd.recent().chat)).toEqual(ids(messages(limits.maxRecentChat + 10).slice(10)))
  expect(crowd.recent().tallies).toEqual({ p: [1, 2] })
})

test('[SH7] of more messages than an audience can read some are told: in order, each once, the newest among them', () => {
  fc.assert(
    fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 40 }), (count, limit) => {
      const all = messages(count)
      const told = sampleChat(all, limit)
      expect(told).toHaveLength(Math.min(count, limit))
      expect(told).toEqual(all.filter((said) => told.includes(said)))
      expect(told.at(-1)).toEqual(all.at(-1))
    }),
  )
})

test('[SH7] a larger audience is told no more than a smaller one', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(chatPerPulse(Math.max(a, b))).toBeLessThanOrEqual(chatPerPulse(Math.min(a, b)))
    }),
  )
  expect([500, 501, 5000, 5001].map(chatPerPulse)).toEqual([20, 8, 8, 4])
})
