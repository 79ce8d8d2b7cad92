import { showJoinAnswerSchema, showEventSchema, showInfoSchema } from '@tote/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { post, startWorld, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal, Refusal } from '../refusal-fixtures.ts'
import { BRAND, HOST_KEY, KEY, MARKET, PORTAL, tenantFileOf } from '../tenant-fixtures.ts'
import { Host } from './host-fixtures.ts'
import { ShowLog } from './show-log.ts'
import { showSchema } from '@tote/protocol'

const signIn = (world: World) => Host.of(world)

const pin = { kind: 'pinProduct', productId: 'mug' }

async function info(world: World, show = 'spring', query = `key=${KEY}`, origin = BRAND) {
  const response = await fetch(`${world.hub.url}/v1/shows/${show}?${query}`, { headers: { origin } })
  const body: unknown = await response.json()
  if (!response.ok) throw new Refusal(Object(body).error.code, body)
  return showInfoSchema.parse(body)
}

describe('before anyone presses play', () => {
  test('a page is told the show, the catalogue and where links may carry the journey', async () => {
    const world = await startWorld()
    const told = await info(world)
    expect(told.show).toMatchObject({
      id: 'spring',
      status: 'live',
      stream: `${world.hub.publicUrl}/media/film/live/1700000000000/master.m3u8`,
    })
    expect(told.catalogue.products.map(({ id }) => id)).toEqual(['mug', 'shirt'])
    expect(told.catalogue.products[1]?.variants.map(({ free }) => free)).toEqual([3, 0])
    expect(told.carryTo).toEqual([BRAND, MARKET])
  })

  test('a trusted page is told which sites a link leads to by the hub; no other is told where else the tenant sells', async () => {
    const world = await startWorld()
    expect((await info(world)).adoptTo).toEqual([PORTAL])
    expect(await info(world, 'spring', `key=${KEY}`, PORTAL)).not.toHaveProperty('adoptTo')
    const plain = await fetch(`${world.hub.url}/v1/shows/spring?key=${KEY}`)
    expect(await plain.json()).not.toHaveProperty('adoptTo')
  })

  test('of more products than a widget takes, those the show has pinned come first', async () => {
    const many = Array.from({ length: 600 }, (_, index) => ({
      id: `p${index}`,
      title: `P${index}`,
      variants: [{ id: `v${index}`, title: 'V', price: 100 }],
    }))
    const tenant = tenantFileOf({
      catalogue: { currency: 'EUR', locations: [], products: many },
      shows: [
        {
          id: 'spring',
          title: 'Spring',
          status: 'ended',
          cues: [{ atSeconds: 1, cue: { kind: 'productPinned', productId: 'p599' } }],
        },
      ],
    })
    const { catalogue } = await info(await startWorld({ tenant }))
    expect(catalogue.products).toHaveLength(500)
    expect(catalogue.products.slice(0, 2).map(({ id }) => id)).toEqual(['p599', 'p0'])
    expect(catalogue.products[0]?.variants).toHaveLength(1)
  })

  test('[U17] a page is told the backups of the stream it plays and, of a replay, the captions that came since', async () => {
    const show = {
      id: 'spring',
      title: 'Spring',
      startsAt: 5000,
      stream: { live: '/a/{startsAt}.m3u8', replay: '/a/replay.m3u8' },
      backups: { live: ['/b/{startsAt}.m3u8', 'https://cdn.test/c.m3u8'], replay: ['/b/replay.m3u8'] },
    }
    const world = await startWorld({ tenant: tenantFileOf({ shows: [{ ...show, status: 'live' }] }) })
    const { origin } = new URL(world.hub.publicUrl)
    const live = await info(world)
    expect(live.show.backups).toEqual([`${origin}/b/5000.m3u8`, 'https://cdn.test/c.m3u8'])
    expect(live.show.captions).toBeUndefined()
    const captions = [{ src: '/a/en.vtt', label: 'English', language: 'en' }]
    const ended = tenantFileOf({ shows: [{ ...show, status: 'ended', captions }] })
    const replayed = await startWorld({ tenant: ended })
    const told = await info(replayed)
    const hub = new URL(replayed.hub.publicUrl).origin
    expect(told.show.backups).toEqual([`${hub}/b/replay.m3u8`])
    expect(told.show.captions).toEqual([{ ...captions[0], src: `${hub}/a/en.vtt` }])
  })

  test('a shop whose cart has an address of its own is told with it', async () => {
    const cartPermalink = 'https://shop.test/cart/{lines}'
    expect((await info(await startWorld())).cartPermalink).toBeUndefined()
    const world = await startWorld({ tenant: tenantFileOf({ cartPermalink }) })
    expect((await info(world)).cartPermalink).toBe(cartPermalink)
  })

  test.each(['https://shop.test/cart', 'javascript:{lines}', '/cart/{lines}'])(
    '%s is no address of a cart, and the tenant file says so',
    (cartPermalink) => {
      expect(() => tenantFileOf({ cartPermalink })).toThrow(/cartPermalink.*\{lines\}/s)
    },
  )

  test.each([
    ['an unknown show', 'autumn', `key=${KEY}`, BRAND, 'unknown_show', 'autumn'],
    ['an unknown key', 'spring', 'key=pk_wrongwrong', BRAND, 'unknown_key', 'data-key'],
    ['a key of another form', 'spring', 'key=1', BRAND, 'invalid', 'key'],
    ['no key', 'spring', '', BRAND, 'invalid', 'key'],
    [
      'a site not on the list',
      'spring',
      `key=${KEY}`,
      'https://stranger.test',
      'origin',
      'https://stranger.test',
    ],
    ['an opaque origin', 'spring', `key=${KEY}`, 'null', 'origin', 'null'],
  ])('%s is refused with words that name it', async (_name, show, query, origin, code, words) => {
    const world = await startWorld()
    await expect(info(world, show, query, origin)).rejects.toMatchObject({ code })
    const response = await fetch(`${world.hub.url}/v1/shows/${show}?${query}`, { headers: { origin } })
    expect(JSON.stringify(await response.json())).toContain(words)
    // The page itself has to be able to read why.
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })
})

describe('a cue', () => {
  test('is numbered, stamped with programme time and told to those who follow', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    await socket.ask('show.join', { showId: 'spring', seq: 0 })
    const host = await signIn(world)
    const event = await host.cue(pin)
    expect(event).toEqual({ seq: 1, at: world.clock.ms, cue: { kind: 'productPinned', productId: 'mug' } })
    expect(await socket.next('show')).toMatchObject({ showId: 'spring', from: 0, to: 1, events: [event] })
  })

  test('many at once get numbers without a gap, and one packet tells several', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    const events = await Promise.all(Array.from({ length: 25 }, () => host.cue(pin)))
    expect(events.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    )
  })

  test('a price is changed for carts and catalogue at once, and the cue remembers the one before', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    await socket.ask('show.join', { showId: 'spring', seq: 0 })
    const host = await signIn(world)
    const event = await host.cue({
      kind: 'changePrice',
      productId: 'mug',
      prices: [{ variantId: 'mug', price: 1500 }],
    })
    expect(event.cue).toMatchObject({
      kind: 'priceChanged',
      prices: [{ variantId: 'mug', price: 1500, was: 1900 }],
    })
    expect(await socket.next('catalogue')).toMatchObject({
      products: [{ id: 'mug', variants: [{ price: 1500 }] }],
    })
    // The cue comes first: a price before its cue would be shown before its picture.
    const order = socket.heard
      .map(({ event: name }) => name)
      .filter((name) => name === 'show' || name === 'catalogue')
    expect(order).toEqual(['show', 'catalogue'])
    await socket.add()
    expect((await place.resume()).cart.lines[0]?.price).toBe(1500)
  })

  test('sold out is sold out, and back in stock is back', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const host = await signIn(world)
    const mark = { kind: 'markSoldOut', productId: 'mug', variantIds: ['mug'] }
    await host.cue({ ...mark, isSoldOut: true })
    expect(Object(await socket.add()).results[0]).toMatchObject({ ok: false, code: 'no_stock', free: 0 })
    await host.cue({ ...mark, isSoldOut: false })
    expect(Object(await socket.add()).results[0]).toMatchObject({ ok: true })
  })

  test('[SH11] a note is told to those who follow, and to who joins later, until it is taken away', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    await socket.ask('show.join', { showId: 'spring', seq: 0 })
    const host = await signIn(world)
    const shown = await host.cue({ kind: 'showNote', text: 'Dishwasher safe' })
    expect(shown.cue).toEqual({ kind: 'noteSet', text: 'Dishwasher safe' })
    expect(await socket.next('show')).toMatchObject({ from: 0, to: 1, events: [shown] })
    const { socket: late } = await connected(world)
    const join = async () =>
      showJoinAnswerSchema.parse(await late.ask('show.join', { showId: 'spring', seq: 0 }))
    expect(await join()).toMatchObject({ kind: 'snapshot', snapshot: { events: [shown] } })
    // Long ago by now: it is known from the base.
    world.clock.ms += 10 * 60_000
    expect(await join()).toMatchObject({
      kind: 'snapshot',
      snapshot: { base: { note: { text: 'Dishwasher safe', at: shown.at } }, events: [] },
    })
    const cleared = await host.cue({ kind: 'clearNote' })
    expect(cleared.cue).toEqual({ kind: 'noteSet', text: null })
  })

  test('[SH11] whatever is written as a note is one line of text or refused', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 160 }), async (text) => {
        const told = await host.cue({ kind: 'showNote', text }).catch((error: unknown) => error)
        if (told instanceof Refusal) expect(told.code).toBe('invalid')
        else {
          const { cue } = showEventSchema.parse(told)
          if (cue.kind !== 'noteSet' || cue.text === null) throw new Error('it is a note')
          expect(cue.text).not.toMatch(/[\p{Cc}\u202e\u200b]/u)
          expect(cue.text.length).toBeLessThanOrEqual(140)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['a product nobody sells', { kind: 'pinProduct', productId: 'hat' }, {}],
    [
      "another product's variant",
      { kind: 'changePrice', productId: 'mug', prices: [{ variantId: 'shirt-s', price: 1 }] },
      {},
    ],
    [
      'a negative price',
      { kind: 'changePrice', productId: 'mug', prices: [{ variantId: 'mug', price: -1 }] },
      {},
    ],
    ['a note without a word', { kind: 'showNote', text: '' }, {}],
    ['a note that cannot be seen', { kind: 'showNote', text: '\u200b \n' }, {}],
    ['a note longer than is read', { kind: 'showNote', text: 'w'.repeat(141) }, {}],
    ['a note that is no text', { kind: 'showNote', text: { html: '<b>' } }, {}],
    ['a moment long ago', pin, { back: 31_000 }],
    ['a moment far ahead', pin, { back: -3_700_000 }],
    ['a show that is over', pin, { show: 'winter' }],
  ])(
    'for %s is refused and nothing is logged',
    async (_name, intent, { back, show }: { back?: number; show?: string }) => {
      const world = await startWorld()
      const host = await signIn(world)
      const extra = {
        ...(back === undefined ? {} : { at: world.clock.ms - back }),
        ...(show === undefined ? {} : { show }),
      }
      expect(await refusal(host.cue(intent, extra))).toBe('invalid')
      expect((await host.cue(pin)).seq).toBe(1)
      expect((await info(world)).catalogue.products[0]?.variants[0]?.price).toBe(1900)
    },
  )

  test('nothing half done: a price list with one wrong variant changes no price', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    const prices = [
      { variantId: 'mug', price: 5 },
      { variantId: 'nope', price: 5 },
    ]
    expect(await refusal(host.cue({ kind: 'changePrice', productId: 'mug', prices }))).toBe('invalid')
    expect((await info(world)).catalogue.products[0]?.variants[0]?.price).toBe(1900)
  })
})

describe('joining', () => {
  test('[U57] the first join always gets a snapshot with its number', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const answer = showJoinAnswerSchema.parse(await socket.ask('show.join', { showId: 'spring', seq: 0 }))
    expect(answer).toMatchObject({ kind: 'snapshot', snapshot: { seq: 0, show: { id: 'spring' } } })
  })

  test('[U55] one who comes back gets just what was missed, also after the hub was restarted', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    await host.cue(pin)
    const missed = await host.cue({ kind: 'unpinProduct', productId: 'mug' })
    const { socket } = await connected(await world.restart())
    const answer = await socket.ask('show.join', { showId: 'spring', seq: 1 })
    expect(answer).toEqual({
      kind: 'events',
      from: 1,
      to: 2,
      events: [missed],
      crowd: { chat: [], tallies: {} },
    })
  })

  test('the replay has the whole log', async () => {
    const { socket } = await connected(await startWorld())
    const answer = showJoinAnswerSchema.parse(await socket.ask('show.join', { showId: 'winter', seq: 0 }))
    expect(answer.kind === 'snapshot' && answer.snapshot.events).toEqual([
      { seq: 1, at: 1_600_000_002_500, cue: { kind: 'productPinned', productId: 'mug' } },
    ])
  })

  test('of a show that does not exist is refused', async () => {
    const { socket } = await connected(await startWorld())
    expect(await refusal(socket.ask('show.join', { showId: 'autumn', seq: 0 }))).toBe('unknown_show')
  })

  test('snapshot or events, whoever joins ends with the same log as one who was there all along', () => {
    const show = showSchema.parse({ id: 's', title: 'S', status: 'live', startsAt: 0 })
    const ats = fc.array(fc.nat({ max: 2_000_000 }), { maxLength: 60 })
    fc.assert(
      fc.property(ats, fc.nat({ max: 60 }), fc.nat({ max: 2_500_000 }), (times, seen, nowMs) => {
        const events = times.map((at, index) =>
          showEventSchema.parse({ seq: index + 1, at, cue: { kind: 'chapterStarted', title: `c${index}` } }),
        )
        const log = new ShowLog(show.id, events)
        log.answer(show, { seq: 0, nowMs })
        const answer = log.answer(show, { seq: seen, nowMs })
        if (answer.kind === 'events') {
          expect(answer.events).toEqual(events.slice(seen))
          expect(answer.to).toBe(events.length)
        } else {
          expect(answer.snapshot.seq).toBe(events.length)
          // What is folded away lies before anything a viewer can still see.
          const kept = new Set(answer.snapshot.events.map(({ seq }) => seq))
          for (const event of events)
            if (!kept.has(event.seq)) expect(event.at).toBeLessThanOrEqual(nowMs - 300_000)
        }
      }),
    )
  })
})

describe('a host', () => {
  test('gets a cookie that no script reads and no other site sends', async () => {
    const { setCookie } = await signIn(await startWorld())
    expect(setCookie).toMatch(/HttpOnly/i)
    expect(setCookie).toMatch(/SameSite=Strict/i)
    expect(setCookie).not.toContain(HOST_KEY)
  })

  test.each([
    ['a wrong key', 'hk_wrongwrongwrongwrong', 'unauthorised'],
    ['a publishable key', KEY, 'invalid'],
  ])('with %s is not let in', async (_name, hostKey, code) => {
    const world = await startWorld()
    expect(
      await refusal(post(world, '/v1/console/session', { hostKey }, { origin: world.hub.publicUrl })),
    ).toBe(code)
  })

  test('who guesses is slowed down', async () => {
    const world = await startWorld()
    const guess = () =>
      refusal(
        post(
          world,
          '/v1/console/session',
          { hostKey: 'hk_wrongwrongwrongwrong' },
          { origin: world.hub.publicUrl },
        ),
      )
    const codes = []
    for (let count = 0; count < 11; count += 1) codes.push(await guess())
    expect(codes.at(-1)).toBe('rate')
  })

  test("another site's page cannot act through the host's cookie", async () => {
    const host = await signIn(await startWorld())
    expect(await refusal(host.cue(pin, { headers: { origin: BRAND } }))).toBe('origin')
  })

  test('without a cookie, or after signing out, can do nothing', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    expect(await refusal(host.cue(pin, { headers: { cookie: '' } }))).toBe('unauthorised')
    const headers = { origin: world.hub.publicUrl, cookie: host.setCookie.split(';')[0] ?? '' }
    await fetch(`${world.hub.url}/v1/console/session`, { method: 'DELETE', headers })
    expect(await refusal(host.cue(pin))).toBe('unauthorised')
  })

  test('a day later has to sign in again', async () => {
    const world = await startWorld()
    const host = await signIn(world)
    world.clock.ms += 12 * 60 * 60_000
    expect(await refusal(host.cue(pin))).toBe('unauthorised')
  })
})

test('[U66] hosts who look at their own show are not counted as watching', async () => {
  const world = await startWorld()
  const shopper = await connected(world)
  const host = await connected(world, world.hub.publicUrl)
  for (const { socket } of [host, shopper]) await socket.ask('show.join', { showId: 'spring', seq: 0 })
  expect(await shopper.socket.next('show.l')).toEqual({ showId: 'spring', watching: 1 })
})

test('the hub says whether it is alive and ready', async () => {
  const world = await startWorld()
  for (const path of ['/livez', '/readyz', '/startupz'])
    expect((await fetch(world.hub.url + path)).status).toBe(200)
})
