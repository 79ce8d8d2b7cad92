import { showIdSchema, ToteError } from '@tote/protocol'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { safeDefine } from '../internal/safe-define.ts'
import type { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { mountPlayer, part, settled } from './player-fixtures.ts'
import { TotePlayer } from './tote-player.ts'

describe('the start', () => {
  test('[U7] the start button is on top in its own box, has a name, and takes the focus', async () => {
    const { player } = await mountPlayer()
    const start = part(player, 'start')
    const box = start?.getBoundingClientRect()
    if (start == null || box === undefined) throw new Error('there is no start button')
    player.scrollIntoView()
    const at = start.getBoundingClientRect()
    const top = player.shadowRoot?.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
    expect(start.contains(top ?? null)).toBe(true)
    expect(start.getAttribute('aria-label')).toBe('Play Spring')
    player.focus()
    expect(player.shadowRoot?.activeElement).toBe(start)
    await expect(player).to.be.accessible()
  })

  test('a show to come says when, and offers nothing to start before there is something', async () => {
    const { player, $show } = await mountPlayer({
      show: { status: 'scheduled', startsAt: Date.UTC(2031, 0, 15, 12), stream: undefined },
    })
    expect(part(player, 'start')).toBeNull()
    expect(player.shadowRoot?.querySelector('.facts')?.textContent).toMatch(/Soon\s*Jan 15, 2031/)
    await expect(player).to.be.accessible()
    const shown = $show.get()
    const stream = 'https://cdn.test/spring.m3u8'
    $show.set({ ...shown, show: { ...shown.show, status: 'live', stream } })
    await settled(player)
    expect(part(player, 'start')).not.toBeNull()
  })

  test('nothing is asked of the stream before somebody wants it', async () => {
    const { player, engines } = await mountPlayer()
    await settled(player)
    expect(engines).toEqual([])
  })

  test('[U24] one press plays by the engine that the page brings, and the controls come', async () => {
    const { player, engines } = await mountPlayer()
    part(player, 'start')?.click()
    await vi.waitFor(() => expect(player.playback.state.status).toBe('playing'))
    await settled(player)
    expect(engines.map(({ options }) => options.src)).toEqual(['https://cdn.test/spring.m3u8'])
    expect(player.shadowRoot?.querySelector('tote-controls')).not.toBeNull()
    await expect(player).to.be.accessible()
  })

  test('sound that is refused becomes a silent picture with a tap for sound', async () => {
    const { player } = await mountPlayer({ refuses: ['sound'] })
    await player.play()
    await settled(player)
    expect([player.muted, player.playback.state.status]).toEqual([true, 'playing'])
    player.shadowRoot?.querySelector<HTMLElement>('.sound')?.click()
    await settled(player)
    expect([player.muted, player.shadowRoot?.querySelector('.sound')]).toEqual([false, null])
  })

  test('[U6] refused even without sound, the poster and its button stay', async () => {
    const { player } = await mountPlayer({ refuses: ['all'] })
    await player.play()
    await settled(player)
    expect(part(player, 'start')).not.toBeNull()
  })

  test('a page that says muted is never asked for sound', async () => {
    const { player } = await mountPlayer({ refuses: ['sound'], attributes: 'muted' })
    await player.play()
    await settled(player)
    expect([player.muted, player.shadowRoot?.querySelector('.sound')]).toEqual([true, null])
  })
})

describe('a live show', () => {
  test('[U3] [U5] goes on at its edge after a pause, not where it stood', async () => {
    const { player, engines } = await mountPlayer()
    await player.play()
    player.currentTime = 40
    player.pause()
    const [engine] = engines
    if (engine !== undefined) engine.edge = 160
    await player.play()
    expect(player.currentTime).toBe(160)
  })

  test('[U3] with rewind it goes on where it stood, says how far behind that is, and goes live when asked', async () => {
    const { player, engines } = await mountPlayer()
    await player.play()
    const [engine] = engines
    if (engine === undefined) throw new Error('there is an engine')
    Object.assign(engine, { start: 0, edge: 160 })
    player.currentTime = 100
    player.pause()
    await player.play()
    expect(player.currentTime).toBe(100)
    await settled(player)
    const controls = player.shadowRoot?.querySelector('tote-controls')
    await controls?.updateComplete
    const inBar = (name: string) => controls?.shadowRoot?.querySelector<HTMLElement>(`[part=${name}]`)
    expect(inBar('lag')?.textContent).toBe('−1:00')
    expect(inBar('seek')?.getAttribute('aria-valuetext')).toBe('1:00 behind live')
    await expect(player).to.be.accessible()
    inBar('live')?.click()
    await settled(player)
    expect(player.currentTime).toBe(160)
    await controls?.updateComplete
    expect(inBar('lag')).toBeNull()
  })

  test.each([
    [0, 155],
    [null, 160],
  ])(
    'the arrows seek where it can be gone back in (window from %s), and nowhere else',
    async (start, time) => {
      const { player, engines } = await mountPlayer()
      await player.play()
      await settled(player)
      Object.assign(engines[0] ?? {}, { start, edge: 160 })
      player.currentTime = 160
      player.focus()
      await userEvent.keyboard('{ArrowLeft}')
      await settled(player)
      expect(player.currentTime).toBe(time)
    },
  )

  test('[U5] [U6] a poster that is tapped long after playing was refused starts at the edge, even with rewind', async () => {
    const refuses: ('sound' | 'all')[] = ['all']
    const { player, engines } = await mountPlayer({ refuses })
    await player.play()
    await settled(player)
    Object.assign(engines[0] ?? {}, { start: 0, edge: 190 })
    refuses.length = 0
    part(player, 'start')?.click()
    await vi.waitFor(() => expect(player.playback.state.status).toBe('playing'))
    expect([player.currentTime, player.muted]).toEqual([190, false])
  })

  test('near the edge it is left alone', async () => {
    const { player } = await mountPlayer()
    await player.play()
    player.currentTime = 98
    player.pause()
    await player.play()
    expect(player.currentTime).toBe(98)
  })
})

test.each([
  ['accepted', true, 'playing'],
  ['accepted', false, 'idle'],
  ['resumed', true, 'idle'],
] as const)(
  'a journey %s that was playing there (%s) leaves the picture here %s',
  async (reason, isPlaying, status) => {
    const { player, $join } = await mountPlayer()
    const from = {
      showId: showIdSchema.parse('spring'),
      mode: 'live' as const,
      pdt: 1,
      isPlaying,
      heardAt: 1,
    }
    $join.set({ reason, mode: 'live', from, pdtAt: () => 1 })
    await settled(player)
    await vi.waitFor(() => expect(player.playback.state.status).toBe(status))
  },
)

describe('keys', () => {
  test.each([
    ['k', { paused: true, muted: false, captions: 0 }],
    ['m', { paused: false, muted: true, captions: 0 }],
    ['c', { paused: false, muted: false, captions: null }],
    ['x', { paused: false, muted: false, captions: 0 }],
  ])('%s does its one thing, once', async (key, after) => {
    const { player, engines } = await mountPlayer()
    await player.play()
    await vi.waitFor(() => expect(player.playback.captions).not.toBeNull())
    await settled(player)
    player.focus()
    await userEvent.keyboard(key)
    await settled(player)
    expect({ paused: player.paused, muted: player.muted, captions: engines[0]?.shownCaptions }).toEqual(after)
  })

  test('[U34] typing in a field of the page’s own panel reaches no control', async () => {
    const { player } = await mountPlayer()
    await player.play()
    const field = document.createElement('input')
    field.slot = 'panel'
    field.setAttribute('aria-label', 'Chat')
    player.append(field)
    player.openPanel('products')
    await settled(player)
    field.focus()
    await userEvent.keyboard('km c')
    expect([field.value, player.paused, player.muted]).toEqual(['km c', false, false])
  })

  test.each([
    ['m', 'k m', false],
    ['m', '', false],
    ['m', 'k space', true],
  ])('%s with no-hotkeys="%s" turns the sound off: %s', async (key, noHotkeys, isMuted) => {
    const { player } = await mountPlayer({ attributes: `no-hotkeys="${noHotkeys}"` })
    await player.play()
    await settled(player)
    player.focus()
    await userEvent.keyboard(key)
    await settled(player)
    expect(player.muted).toBe(isMuted)
  })

  test('outside the player no key acts', async () => {
    const { player } = await mountPlayer()
    await player.play()
    await userEvent.keyboard('km')
    expect([player.paused, player.muted]).toEqual([false, false])
  })
})

test('a key asks first, as a control does, and the page may take it over', async () => {
  const { player } = await mountPlayer()
  await player.play()
  await settled(player)
  const asked: string[] = []
  player.addEventListener('tote-media-request', (event: MediaRequestEvent) => {
    asked.push(event.request.ask)
    if (event.request.ask === 'pause') event.preventDefault()
  })
  player.focus()
  await userEvent.keyboard('km')
  expect([asked, player.paused, player.muted]).toEqual([['pause', 'mute'], false, true])
})

test('a control asks first, and the page may take it over', async () => {
  const { player } = await mountPlayer()
  await player.play()
  await settled(player)
  const asked: string[] = []
  player.addEventListener('tote-media-request', (event: MediaRequestEvent) => {
    asked.push(event.request.ask)
    event.preventDefault()
  })
  const pause = await vi.waitFor(() => {
    const controls = player.shadowRoot?.querySelector('tote-controls')
    const button = controls?.shadowRoot?.querySelector<HTMLElement>('[part~="pause"]')
    if (button == null) throw new Error('the controls have no pause button yet')
    return button
  })
  pause.click()
  await settled(player)
  expect([asked, player.paused]).toEqual([['pause'], false])
})

describe('the panel', () => {
  test('opens on the basket with the focus in it, and gives it back on Escape', async () => {
    const { player } = await mountPlayer()
    await player.play()
    await settled(player)
    const opener = part(player, 'open-cart')
    opener?.focus()
    opener?.click()
    await settled(player)
    expect(player.shadowRoot?.activeElement?.id).toBe('panel-title')
    await expect(player).to.be.accessible()
    await userEvent.keyboard('{Escape}')
    await settled(player)
    expect(player.panel).toBeNull()
    expect(player.shadowRoot?.activeElement).toBe(opener)
  })

  test('leaves a player where it is seen, and brings one into sight that is not', async () => {
    const { player } = await mountPlayer()
    Object.assign(player.style, { display: 'block', inlineSize: '300px', marginBlock: '2000px' })
    onTestFinished(() => scrollTo(0, 0))
    await player.play()
    await settled(player)
    player.scrollIntoView({ block: 'end' })
    const before = scrollY
    player.openPanel('products')
    await settled(player)
    await vi.waitFor(() => expect(player.shadowRoot?.activeElement?.id).toBe('panel-title'))
    expect(scrollY).toBe(before)
    scrollTo(0, 0)
    player.openPanel('cart')
    await vi.waitFor(() => expect(scrollY).toBe(before), { timeout: 20_000 })
  })
})

describe('faults', () => {
  test('of the stream are told in words, in an event and once in the console, and can be tried again', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { player, engines } = await mountPlayer()
    const codes: string[] = []
    player.addEventListener('tote-error', (event) => codes.push(event.error.code))
    await player.play()
    engines[0]?.fail('media_not_found')
    engines[0]?.fail('media_not_found')
    await settled(player)
    expect(part(player, 'fault')?.dataset['code']).toBe('media_not_found')
    expect(codes).toEqual(['media_not_found', 'media_not_found'])
    expect(said).toHaveBeenCalledTimes(1)
    await expect(player).to.be.accessible()
    part(player, 'fault')?.querySelector('button')?.click()
    expect(engines[0]?.retries).toBe(1)
    said.mockRestore()
  })

  test('of the hub are told as events of the element', async () => {
    const quiet = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const { player, tell } = await mountPlayer()
    const told = vi.fn<(event: Event) => void>()
    document.addEventListener('tote-error', told, { once: true })
    tell(new ToteError('hub_unreachable'))
    expect(told).toHaveBeenCalledTimes(1)
    expect(player.playback.state.status).toBe('idle')
    quiet.mockRestore()
  })

  test.each([
    ['stream-type="sideways"', /stream-type="sideways".*live, on-demand/],
    ['theme="pink"', /theme="pink".*light, dark, auto/],
    ['poster="javascript:alert(1)"', /poster=.*http\(s\) URL/],
  ])(
    'the attribute %s is named with what would do, once, and the default holds',
    async (attributes, words) => {
      const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const { player } = await mountPlayer({ attributes })
      const lines = () => said.mock.calls.map(([line]) => String(line))
      await vi.waitFor(() => expect(lines()).toEqual([expect.stringMatching(words)]))
      player.requestUpdate()
      await settled(player)
      expect(lines()).toHaveLength(1)
      expect(part(player, 'start')).not.toBeNull()
      said.mockRestore()
    },
  )
})

describe('coming and going', () => {
  test('[U9] [U13] [U14] 20 times mounted and removed, every engine is destroyed and every tote let go', async () => {
    for (let cycle = 0; cycle < 20; cycle += 1) {
      const { player, engines, registry, started } = await mountPlayer()
      await player.play()
      player.remove()
      await settled(player)
      expect(engines.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
      expect([registry.size, started.stopped]).toEqual([0, 1])
    }
  })

  test('removed while its engine is on the way, that engine is destroyed when it comes', async () => {
    const { player, engines } = await mountPlayer()
    const make = player.engine
    let arrive = () => {}
    const slow = new Promise<void>((done) => (arrive = done))
    const asked = vi.fn<() => void>()
    player.engine = async (options) => {
      asked()
      await slow
      if (make === null) throw new Error('the fixture gives one')
      return make(options)
    }
    const playing = player.play()
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    player.remove()
    await Promise.resolve()
    arrive()
    await playing
    expect(engines.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
  })

  test('moved within the page it plays on', async () => {
    const { player, engines, started } = await mountPlayer()
    await player.play()
    const elsewhere = document.createElement('div')
    player.parentElement?.append(elsewhere)
    elsewhere.append(player)
    await settled(player)
    expect([engines.map(({ isDestroyed }) => isDestroyed), started.stopped]).toEqual([[false], 0])
  })

  test('two players of one show share one tote, and the last one lets it go', async () => {
    const { player, registry, started, tote } = await mountPlayer()
    const second = document.createElement('tote-player')
    Object.assign(second, { hub: player.hub, key: player.key, show: player.show })
    player.after(second)
    await second.updateComplete
    expect(second.tote).toBe(tote)
    player.remove()
    await settled(second)
    expect([registry.size, started.stopped]).toEqual([1, 0])
    second.remove()
    await settled(second)
    expect([registry.size, started.stopped]).toEqual([0, 1])
  })
})

describe('defined twice', () => {
  test('[U22] the same version is silent, another one is named once', () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    safeDefine('tote-player', class extends TotePlayer {})
    expect(said).not.toHaveBeenCalled()
    const known = {
      get: () =>
        class {
          static version = '9.9.9'
        },
      define: vi.fn<() => void>(),
    }
    safeDefine('tote-player', TotePlayer, known as unknown as CustomElementRegistry)
    expect(known.define).not.toHaveBeenCalled()
    expect(said.mock.calls).toEqual([[expect.stringMatching(/9\.9\.9 came first.*0\.1\.0 is not/)]])
    said.mockRestore()
  })
})
