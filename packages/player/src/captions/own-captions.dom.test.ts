import type { Preferences, PreferencesAsk } from '@tote/protocol'
import { expect, test, vi } from 'vitest'
import { mountPlayer } from '../tote-player/player-fixtures.ts'

const KEPT = 'tote.captions'
const FRENCH = { label: 'Français', language: 'fr' }
const ENGLISH = { label: 'English', language: 'en' }
const french = { isShown: true, language: 'fr', size: 150 }

/** A journey as the hub has it, and what it was told. */
class TestJourney {
  preferences: Preferences = {}
  isAway = false
  readonly told: PreferencesAsk['set'][] = []
  readonly answer = async (message: unknown): Promise<unknown> => {
    if (this.isAway) throw new Error('away')
    // As the element sends it.
    const { set } = message as PreferencesAsk
    if (set?.captions != null) {
      this.told.push(set)
      this.preferences = { captions: set.captions }
    }
    return this.preferences
  }
}

async function play(journey: Pick<TestJourney, 'answer'>) {
  const world = await mountPlayer({ captions: [ENGLISH, FRENCH], preferencesAnswer: journey.answer })
  await world.player.play()
  const captions = await vi.waitFor(() => {
    const { captions } = world.player.playback
    if (captions === null) throw new Error('there are no captions yet')
    return captions
  })
  return { ...world, captions }
}
const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? 'null') as unknown

test('captions chosen on another site of the journey are shown here, and are not kept for who uses the device next', async () => {
  const journey = new TestJourney()
  journey.preferences = { captions: french }
  const { captions, engines } = await play(journey)
  await vi.waitFor(() => expect(captions.choice).toMatchObject(french))
  expect(engines[0]?.shownCaptions).toBe(1)
  expect(kept()).toBeNull()
  expect(journey.told).toEqual([])
})

test('what is chosen here is told to the journey, but for whether it is read out', async () => {
  const journey = new TestJourney()
  const { captions } = await play(journey)
  captions.show(1)
  captions.setSize(150)
  captions.read(true)
  await vi.waitFor(() => expect(kept()).toMatchObject({ ...french, isTold: true }))
  expect(journey.told.at(-1)).toEqual({ captions: french })
  expect(journey.told).toHaveLength(2)
})

test('what could not be told holds here, goes before what the journey has, and is told with the next connection', async () => {
  const journey = new TestJourney()
  const { captions, $connection } = await play(journey)
  journey.isAway = true
  $connection.set({ status: 'offline', sinceMs: 0 })
  captions.setSize(200)
  await vi.waitFor(() => expect(kept()).toMatchObject({ size: 200, isTold: false }))
  journey.isAway = false
  journey.preferences = { captions: french }
  $connection.set({ status: 'online', via: 'socket' })
  await vi.waitFor(() => expect(kept()).toMatchObject({ size: 200, isTold: true }))
  expect(captions.choice.size).toBe(200)
  expect(journey.preferences.captions?.size).toBe(200)
})

test('an answer from before a choice does not undo it', async () => {
  const journey = new TestJourney()
  const [first, second] = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()]
  const answers: ((message: unknown) => Promise<unknown>)[] = [() => first.promise, () => second.promise]
  const { captions } = await play({ answer: (message) => (answers.shift() ?? journey.answer)(message) })
  captions.setSize(50)
  first.resolve({ captions: french })
  // A task later whatever comes of it has come.
  await new Promise((done) => setTimeout(done))
  expect(captions.choice).toMatchObject({ size: 50, language: null })
  second.resolve({})
  await vi.waitFor(() => expect(kept()).toMatchObject({ size: 50, isTold: true }))
})

test('another journey on the same page has its own', async () => {
  const journey = new TestJourney()
  const { captions, $connection } = await play(journey)
  $connection.set({ status: 'offline', sinceMs: 0 })
  journey.preferences = { captions: french }
  $connection.set({ status: 'online', via: 'socket' })
  await vi.waitFor(() => expect(captions.choice).toMatchObject(french))
})

test('a hub that does not answer, or something else, leaves them as they were', async () => {
  const { captions, engines } = await play({ answer: () => Promise.resolve({ captions: 5 }) })
  captions.show(1)
  await vi.waitFor(() => expect(kept()).toMatchObject({ language: 'fr', isTold: false }))
  expect(engines[0]?.shownCaptions).toBe(1)
})
