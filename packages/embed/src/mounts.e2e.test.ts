import { afterAll, beforeAll, expect, test } from 'vitest'
import { aliveIn, countKept, heapOf, listenersOf, watchAlive, type Session } from './alive-fixtures.ts'
import { startPlayingWorld, type PlayingWorld, type ShowPage } from './playing-fixtures.ts'

/** How far a player has got when it is taken away, by turns. */
const STAGES = ['playing', 'used', 'playing', 'loading', 'new'] as const
type Stage = (typeof STAGES)[number]

const MOUNTS = 100
/** What every page keeps for good, such as code that is loaded with the first picture, is there after so many. */
const MOUNTS_BEFORE = STAGES.length * 2
const MOST_GROWTH = 2_000_000

let world: PlayingWorld
let show: ShowPage
let page: ShowPage['page']
let session: Session
beforeAll(async () => {
  world = await startPlayingWorld({ args: ['--autoplay-policy=no-user-gesture-required'] })
  show = await world.openShow({ stream: { live: world.openStream().url } })
  page = show.page
  await page.bringToFront()
  await page.evaluateOnNewDocument(watchAlive)
  await page.reload()
  await page.waitForFunction(() => customElements.get('tote-player') !== undefined)
  session = await page.createCDPSession()
  await page.evaluate(() => {
    const player = document.querySelector('tote-player')
    // Kept as text: an element that is held is none that was let go of.
    const attributes = [...(player?.attributes ?? [])].map(({ name, value }) => [name, value])
    document.body.dataset.player = JSON.stringify(attributes)
    player?.remove()
  })
})
afterAll(async () => {
  await show?.close()
  await world?.close()
})

test('[U13] [U14] 100 players that come and go leave nothing at work, nothing in memory and no listener', async () => {
  for (let count = 0; count < MOUNTS_BEFORE; count += 1) await mountAndRemove(stageOf(count))
  await expect.poll(() => aliveIn(page)).toEqual([])
  const before = {
    listeners: await listenersOf(session),
    kept: await countKept(session),
    heap: await heapOf(session),
  }
  for (let count = 0; count < MOUNTS; count += 1) {
    await mountAndRemove(stageOf(count))
    // Of each, so that the one that left something is named.
    await expect.poll(() => aliveIn(page), { timeout: 1000, message: stageOf(count) }).toEqual([])
  }
  expect(await listenersOf(session)).toEqual(before.listeners)
  expect(await countKept(session)).toEqual(before.kept)
  const grown = (await heapOf(session)) - before.heap
  console.info(`${MOUNTS} mounts let the heap grow by ${Math.round(grown / 1000)} kB`)
  expect(grown).toBeLessThan(MOST_GROWTH)
})

const stageOf = (count: number): Stage => STAGES[count % STAGES.length] ?? 'new'

/** Puts a player into the page, lets it get as far as this, and takes it away. */
async function mountAndRemove(stage: Stage): Promise<void> {
  await page.evaluate(() => {
    const player = document.createElement('tote-player')
    const attributes = JSON.parse(document.body.dataset.player ?? '[]') as [string, string][]
    for (const [name, value] of attributes) player.setAttribute(name, value)
    document.body.append(player)
  })
  if (stage !== 'new')
    await page.$eval('tote-player', (player) => {
      player.defaultMuted = true
      void player.play()
    })
  if (stage === 'playing' || stage === 'used')
    await page.waitForFunction(() => {
      const player = document.querySelector('tote-player')
      return player !== null && player.playback.state.status === 'playing' && player.currentTime > 0
    })
  if (stage === 'used') await use()
  await page.$eval('tote-player', (player) => player.remove())
}

/** What starts timers: a product that is taken out of the basket again, the chat, and the small player. */
async function use(): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.connection.$connection.get().status === 'online',
  )
  await page.$eval('tote-player', async (player) => {
    const { tote } = player
    if (tote === null) throw new Error('the player has no tote')
    const variant = tote.show.$products.get().flatMap(({ variants }) => variants)[0]
    if (variant === undefined) throw new Error('the show has no product')
    const added = await tote.cart.addLine({ variantId: variant.id, quantity: 1 })
    if (added.status !== 'accepted') throw new Error(`not added: ${JSON.stringify(added)}`)
    const [line] = tote.cart.$cart.get().lines
    if (line !== undefined) await tote.cart.removeLine(line.id)
    tote.chat.react('heart')
    player.openPanel('chat')
    await player.updateComplete
    player.openPanel('cart')
    await player.updateComplete
  })
}
