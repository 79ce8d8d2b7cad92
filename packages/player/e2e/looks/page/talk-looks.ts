import { clientIdSchema, money, placeIdSchema, showIdSchema, variantIdSchema } from '@tote/protocol'
import { friendsIdSchema } from '@tote/protocol/friends'
import '../../../src/define/tote-carry.ts'
import '../../../src/define/tote-offer.ts'
import '../../../src/define/tote-share.ts'
import '../../../src/define/tote-together.ts'
import { testPoll } from '../../../src/internal/testing/tote-fixtures.ts'
import type { Goods } from './goods.ts'
import { findDeep, looksOf, press, until } from './look.ts'
import { drawElement } from './look-element.ts'
import { drawPlayer, drawPlaying } from './look-player.ts'
import { talk } from './player-looks.ts'

const lead = {
  showId: showIdSchema.parse('show'),
  mode: 'live',
  pdt: 0,
  isPlaying: true,
  heardAt: 0,
  by: clientIdSchema.parse('elsewhere'),
  where: 'brand.example',
  ledAt: 1,
} as const
const offer = {
  pending: 'pending',
  from: 'brand.example',
  quantity: 3,
  total: money(42500, 'EUR'),
  expiresInMs: 300_000,
} as const
const fresh = { status: 'open', isContinued: false, isKept: true } as const

const friends = (goods: Goods) => ({
  id: friendsIdSchema.parse('0123456789abcdef'),
  showId: showIdSchema.parse('show'),
  rev: 1,
  you: 1,
  members: [
    { n: 1, name: 'Ada', colour: 0, role: 'owner' as const },
    { n: 2, name: 'Bo', colour: 1, role: 'guest' as const },
    { n: 3, name: 'Céleste', colour: 2, role: 'guest' as const },
  ],
  lines: [
    {
      by: 1,
      lineId: goods.line('wool-throw').id,
      variantId: variantIdSchema.parse(goods.one('wool-throw').variants[0]?.id),
      attrs: [],
      qty: 1,
      price: 14900,
      votes: [2, 3],
    },
    {
      by: 2,
      lineId: goods.line('stoneware-mug').id,
      variantId: variantIdSchema.parse(goods.one('stoneware-mug').variants[0]?.id),
      attrs: [],
      qty: 2,
      price: 2900,
      votes: [],
    },
  ],
  invitesUntilMs: null,
})

export const talkLooks = looksOf('talk', {
  chat: (goods) => drawElement(goods, 'tote-chat', { selector: 'li, form', messages: talk() }),
  'chat before a word': (goods) => drawElement(goods, 'tote-chat', { selector: 'form' }),
  poll: (goods) => drawElement(goods, 'tote-poll', { selector: 'button', poll: testPoll() }),
  'poll, answered': (goods) =>
    drawElement(goods, 'tote-poll', { selector: '.poll, section, fieldset', poll: testPoll({ myVote: 0 }) }),
  async 'poll, closed'(goods) {
    // Only who saw it open is shown how it ended.
    const { $poll, element } = await drawElement(goods, 'tote-poll', {
      selector: 'button',
      poll: testPoll({ myVote: 0 }),
    })
    $poll.set(testPoll({ isOpen: false, myVote: 0 }))
    await element.updateComplete
  },
  reactions: (goods) => drawElement(goods, 'tote-reactions', { selector: 'button' }),
})

export const carryLooks = looksOf('carry', {
  chip: (goods) => drawPlayer(goods, { journey: fresh }),
  'chip while it plays': (goods) =>
    drawPlaying(goods, {
      journey: fresh,
      pinned: [goods.one('wool-throw')],
      messages: talk(),
      watching: 1284,
    }),
  offer: (goods) => drawPlaying(goods, { offer, pinned: [goods.one('wool-throw')] }),
  panel: (goods) =>
    drawElement(goods, 'tote-carry', { selector: '[part=carry]', properties: { open: true } }),
  async 'panel, asked'(goods) {
    const { root } = await drawElement(goods, 'tote-carry', {
      selector: '[part=here]',
      properties: { open: true },
      claim: {
        status: 'waiting',
        claim: 'claim',
        code: 'WDJBMJHT',
        match: '47',
        window: 'https://hub.example/claim',
        elsewhere: 'https://hub.example/c/WDJBMJHT',
      },
    })
    await press(root, '[part=here]')
    await until(() => findDeep(root, '[part=match]'), 'digits')
  },
  together: (goods) => drawElement(goods, 'tote-together', { selector: '[part=move]', lead }),
  'together, asked over the picture': (goods) =>
    drawPlaying(goods, { lead, asksToMove: true, pinned: [goods.one('wool-throw')] }),
  'second screen': (goods) =>
    drawPlayer(goods, { lead, following: 'second-screen', pinned: [goods.one('wool-throw')] }),
  friends: (goods) =>
    drawElement(goods, 'tote-friends', { selector: '[part=friends]', friends: [friends(goods)] }),
  async 'friends, to begin'(goods) {
    const { root } = await drawElement(goods, 'tote-friends', { selector: '[part=open]' })
    await press(root, '[part=open]')
    await until(() => findDeep(root, '[part=start]'), 'the start')
  },
  joined: (goods) =>
    drawPlaying(goods, {
      pinned: [goods.one('wool-throw')],
      joined: { placeId: placeIdSchema.parse('place'), where: 'market.example' },
    }),
})
