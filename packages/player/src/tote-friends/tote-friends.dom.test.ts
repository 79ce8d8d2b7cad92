import { lineIdSchema, showIdSchema, variantIdSchema } from '@tote/protocol'
import { friendsIdSchema, type FriendsCart, type FriendsLine } from '@tote/protocol/friends'
import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { pretendFramed } from '../internal/testing/framed-fixtures.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote, type TestToteOptions } from '../internal/testing/tote-fixtures.ts'
import { ToteFriends } from './tote-friends.ts'

customElements.define('tote-friends', ToteFriends)

const INVITE = 'tf_0123456789012345678901'
const id = friendsIdSchema.parse('0123456789abcdef')
const product = testProduct({ title: 'Mug' })
const variantId = variantIdSchema.parse(product.variants[0]?.id)
const title = 'Mug'

const lineOf = (changes: Partial<FriendsLine> = {}): FriendsLine => ({
  by: 1,
  lineId: lineIdSchema.parse('l-1'),
  variantId,
  attrs: [],
  qty: 2,
  price: 1900,
  votes: [],
  ...changes,
})

const cartOf = (changes: Partial<FriendsCart> = {}): FriendsCart => ({
  id,
  showId: showIdSchema.parse('show'),
  rev: 1,
  you: 1,
  members: [
    { n: 1, name: 'Ada', colour: 0, role: 'owner' },
    { n: 2, name: '<b>Bo</b>', colour: 1, role: 'guest' },
  ],
  lines: [lineOf()],
  invitesUntilMs: null,
  ...changes,
})

beforeEach(() => history.replaceState(null, '', location.pathname))

async function withFriends(options: TestToteOptions = {}, { compact = false } = {}) {
  const made = createTestTote({ products: [product], ...options })
  const element = await mount('tote-friends', made.tote, { compact })
  const asked = () => made.intents.flatMap(([name, message]) => (name === 'friends' ? [message] : []))
  return { ...made, element, asked }
}

const part = (element: ToteFriends, name: string) =>
  element.renderRoot.querySelector<HTMLElement>(`[part=${name}]`)
const shown = (element: ToteFriends, name: string) =>
  vi.waitFor(
    () => {
      const found = part(element, name)
      if (found === null) throw new Error(`no ${name} yet`)
      return found
    },
    { timeout: 20_000 },
  )

function type(element: ToteFriends, text: string): void {
  const field = part(element, 'name')
  if (!(field instanceof HTMLInputElement)) throw new Error('no field for the name')
  field.value = text
  field.dispatchEvent(new InputEvent('input'))
}

test('whoever is in none sees one button; pressed, the way to start one under a name', async () => {
  const { element, asked } = await withFriends({ friendsAnswer: { ok: true, friends: [cartOf()] } })
  expect(part(element, 'friends')).toBeNull()
  expect(textOf(find(element, '[part=open]'))).toBe('Shop with friends')
  find(element, '[part=open]').click()
  await shown(element, 'start')
  await expect(element).to.be.accessible()
  type(element, ' Ada ')
  find(element, '[part=start]').click()
  await shown(element, 'invite')
  expect(asked()).toMatchObject([{ do: 'start', name: 'Ada' }])
  await vi.waitFor(() => expect(element.shadowRoot?.activeElement).toBe(part(element, 'invite')), 20_000)
})

test('who is in it, in what colours, and what lies there is told; names are only text', async () => {
  const { element } = await withFriends({
    friends: [
      cartOf({
        lines: [
          lineOf(),
          lineOf({ by: 2, votes: [1, 2], taken: { by: 2, isBought: false } }),
          lineOf({ by: 2, lineId: lineIdSchema.parse('l-2'), taken: { by: null, isBought: true } }),
        ],
      }),
    ],
  })
  await shown(element, 'lines')
  const members = [...element.renderRoot.querySelectorAll<HTMLElement>('[part=members] li')]
  expect(members.map((member) => member.dataset['colour'])).toEqual(['0', '1'])
  expect(members.map((member) => textOf(member).replace(/[\u2068\u2069]/g, ''))).toEqual([
    'Ada (you) owner',
    '<b>Bo</b> Remove <b>Bo</b>',
  ])
  expect(element.renderRoot.querySelector('b')).toBeNull()
  const lines = [...element.renderRoot.querySelectorAll<HTMLElement>('[part=line]')]
  const texts = lines.map((line) => textOf(line).replace(/[\u2068\u2069]/g, ''))
  expect(texts[0]).toContain(`2 × ${title}`)
  expect(texts[0]).toContain('from you')
  expect(texts[1]).toContain('from <b>Bo</b> · <b>Bo</b> is buying this')
  expect(texts[2]).toContain('· bought')
  expect(textOf(find(element, '[part=buy-mine]'))).toBe('Buy mine (1)')
  expect(textOf(find(element, '[part=buy-all]'))).toBe('Buy all (1)')
  await expect(element).to.be.accessible()
})

test('a vote is given and taken back, and its button says which', async () => {
  const { element, asked, $friends } = await withFriends({ friends: [cartOf()] })
  const vote = await shown(element, 'vote')
  expect([vote.getAttribute('aria-pressed'), vote.getAttribute('aria-label')]).toEqual([
    'false',
    `Vote for ${title}, 0 votes`,
  ])
  vote.click()
  await vi.waitFor(() => expect(asked()).toHaveLength(1))
  $friends.set([cartOf({ rev: 2, lines: [lineOf({ votes: [1] })] })])
  await elementUpdated(element)
  expect(vote.getAttribute('aria-pressed')).toBe('true')
  vote.click()
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
  expect(asked()).toMatchObject([
    { do: 'vote', by: 1, isFor: true },
    { do: 'vote', by: 1, isFor: false },
  ])
})

test('what was bought and what was refused is said, line by line', async () => {
  const lines = [lineOf(), lineOf({ by: 2 })]
  const { element, asked } = await withFriends({
    friends: [cartOf({ lines })],
    friendsAnswer: {
      ok: true,
      friends: [cartOf({ lines })],
      taken: [
        { by: 1, lineId: 'l-1', code: null },
        { by: 2, lineId: 'l-1', code: 'no_stock', free: 1 },
        { by: 2, lineId: 'l-1', code: 'taken' },
      ],
    },
  })
  ;(await shown(element, 'buy-all')).click()
  await vi.waitFor(() =>
    expect(textOf(find(element, '[part=said]'))).toBe(
      `1 line is in your basket now. ${title}: 1 left. Somebody else is buying ${title}.`,
    ),
  )
  expect(asked()).toMatchObject([{ do: 'take', which: 'all' }])
})

test('something is put in out of what the show sells; one’s own is taken out', async () => {
  const { element, asked } = await withFriends({ friends: [cartOf()] })
  ;(await shown(element, 'add')).click()
  await vi.waitFor(() => expect(asked()).toHaveLength(1))
  find(element, '[part=take-out]').click()
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
  expect(asked()).toMatchObject([
    { do: 'act', op: { op: 'addLine', variantId, qty: 1 } },
    { do: 'act', op: { op: 'removeLine', lineId: 'l-1' } },
  ])
})

test('an invitation is copied; where the page may not, it is shown to copy by hand', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const { element } = await withFriends({
    friends: [cartOf()],
    friendsAnswer: {
      ok: true,
      friends: [cartOf({ invitesUntilMs: 9 })],
      invite: { secret: INVITE, untilMs: 9 },
    },
  })
  const button = await shown(element, 'invite')
  button.click()
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).toContain('is copied'))
  const link = written.mock.calls[0]?.[0] ?? ''
  expect(new URL(link).hash).toBe(`#tote-friends=${INVITE}`)
  expect(new URL(link).search).not.toContain(INVITE)
  written.mockRejectedValue(new Error('not allowed'))
  button.click()
  expect(await shown(element, 'link')).toHaveProperty('value', link)
  expect(part(element, 'uninvite')).not.toBeNull()
  await expect(element).to.be.accessible()
  written.mockRestore()
})

test('from a frame of the hub an invitation leads to the brand’s own site: its secret is not for the page around it', async () => {
  onTestFinished(pretendFramed('https://portal.test/article'))
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const options = {
    friends: [cartOf()],
    friendsAnswer: { ok: true, friends: [cartOf()], invite: { secret: INVITE, untilMs: 9 } },
  }
  const { element } = await withFriends({ ...options, carryTo: ['https://brand.test'] })
  ;(await shown(element, 'invite')).click()
  await vi.waitFor(() => expect(written).toHaveBeenCalledWith(`https://brand.test/#tote-friends=${INVITE}`))
  written.mockRestore()
  // Where the brand has none there is nowhere to invite to.
  const lonely = await withFriends(options)
  await shown(lonely.element, 'leave')
  expect(part(lonely.element, 'invite')).toBeNull()
})

test('a guest makes no invitations and leaves at a press; an owner is asked before it is gone for all', async () => {
  const { element, asked, $friends } = await withFriends({ friends: [cartOf({ you: 2 })] })
  await shown(element, 'leave')
  expect([part(element, 'invite'), part(element, 'remove')]).toEqual([null, null])
  find(element, '[part=leave]').click()
  await vi.waitFor(() => expect(asked()).toMatchObject([{ do: 'leave', id }]))
  $friends.set([cartOf({ rev: 3 })])
  await elementUpdated(element)
  find(element, '[part=leave]').click()
  await elementUpdated(element)
  expect(asked()).toHaveLength(1)
  find(element, '[part=keep]').click()
  await elementUpdated(element)
  find(element, '[part=leave]').click()
  await elementUpdated(element)
  find(element, '[part=leave]').click()
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
})

test('an invitation leaves the address, asks, and joins by a press alone', async () => {
  history.replaceState(null, '', `#chapter&tote-friends=${INVITE}`)
  const { element, asked } = await withFriends(
    {
      friendsAnswer: {
        ok: true,
        friends: [],
        invitation: { showId: 'show', owner: 'Ada', members: 3, isMember: false },
      },
    },
    { compact: true },
  )
  await shown(element, 'join')
  expect(location.hash).toBe('#chapter')
  expect(textOf(find(element, '[part=friends] p')).replace(/[\u2068\u2069]/g, '')).toBe(
    'Ada invites you to a basket with friends. Join it?',
  )
  await expect(element).to.be.accessible()
  expect(asked()).toMatchObject([{ do: 'look', invite: INVITE }])
  // Without a name nobody joins.
  find(element, '[part=join]').click()
  expect(asked()).toHaveLength(1)
  type(element, 'Bo')
  find(element, '[part=join]').click()
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
  expect(asked()[1]).toMatchObject({ do: 'join', invite: INVITE, name: 'Bo' })
  await vi.waitFor(() => expect(textOf(find(element, '[part=friends] p'))).toContain('You are in.'))
  find(element, '[part=dismiss]').click()
  await elementUpdated(element)
  expect(part(element, 'friends')).toBeNull()
})

test.each([
  ['over', INVITE, { ok: false, code: 'dead' }],
  ['not whole', 'tf_short', null],
])('an invitation that is %s says so and can be put away', async (_name, secret, friendsAnswer) => {
  history.replaceState(null, '', `#tote-friends=${secret}`)
  const { element, asked } = await withFriends({ friendsAnswer }, { compact: true })
  await vi.waitFor(() => expect(textOf(find(element, '[part=friends] p'))).toContain('is over'), 20_000)
  expect(asked()).toHaveLength(friendsAnswer === null ? 0 : 1)
  find(element, '[part=dismiss]').click()
  await elementUpdated(element)
  expect(part(element, 'friends')).toBeNull()
})

test('an invitation is asked about once the page is connected, however long that takes', async () => {
  history.replaceState(null, '', `#tote-friends=${INVITE}`)
  const invitation = { showId: 'show', owner: 'Ada', members: 1, isMember: false }
  const { element, asked, $connection } = await withFriends(
    { connection: { status: 'connecting' }, friendsAnswer: { ok: true, friends: [], invitation } },
    { compact: true },
  )
  await elementUpdated(element)
  expect([asked(), part(element, 'friends')]).toEqual([[], null])
  $connection.set({ status: 'online', via: 'socket' })
  await shown(element, 'join')
  expect(asked()).toHaveLength(1)
})
