import { productIdSchema, type Cue } from '@tote/protocol'
import { describe, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { MediaRequest, MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { toMediaRequest } from '../tote-player/hotkeys.ts'
import { mountPlayer, part, settled, type PlayerWorldOptions } from '../tote-player/player-fixtures.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { KEY_LIST } from './key-list.ts'

const QUALITIES = [
  { lines: 360, bitrate: 400_000 },
  { lines: 720, bitrate: 1_500_000 },
  { lines: 720, bitrate: 2_400_000 },
]

/** A player that plays, with its settings open. */
async function openSettings(options: PlayerWorldOptions = {}, edge: number | null = 100) {
  const world = await mountPlayer(options)
  const { player, engines } = world
  await player.play()
  Object.assign(engines[0] ?? {}, { edge })
  if (options.captions?.length !== 0) await vi.waitFor(() => expect(player.playback.captions).not.toBeNull())
  player.requestUpdate()
  await settled(player)
  const controls = player.shadowRoot?.querySelector('tote-controls')
  const opener = controls?.shadowRoot?.querySelector<HTMLElement>('[part~=settings]')
  opener?.focus()
  opener?.click()
  const settings = await vi.waitFor(() => {
    const found = player.shadowRoot?.querySelector('tote-settings')
    if (found?.shadowRoot == null) throw new Error('the settings are not there yet')
    return found
  })
  await settings.updateComplete
  const row = (label: string) =>
    [...(settings.shadowRoot?.querySelectorAll('label') ?? [])].find((one) => one.textContent.includes(label))
  const choose = async (label: string, text: string) => {
    const select = row(label)?.querySelector('select')
    if (select == null) throw new Error(`there is no choice of ${label}`)
    await userEvent.selectOptions(select, text)
    await settled(player)
    await settings.updateComplete
    return select.selectedOptions[0]?.textContent
  }
  const optionsOf = (label: string) =>
    [...(row(label)?.querySelectorAll('option') ?? [])].map(({ textContent }) => textContent)
  return { ...world, controls, opener, settings, row, choose, optionsOf }
}

const deepFocus = ({ shadowRoot }: TotePlayer) => {
  let focused = shadowRoot?.activeElement ?? null
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}

describe('the settings', () => {
  test('open with the focus on their title, are accessible, and Escape gives the focus back', async () => {
    const { player, opener, settings } = await openSettings()
    expect(deepFocus(player)?.textContent.trim()).toBe('Settings')
    // Half faded in, nothing has its contrast yet.
    await Promise.all((settings.shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished))
    await expect(player).to.be.accessible()
    for (const choice of settings.shadowRoot?.querySelectorAll('button, select, input') ?? [])
      expect(Math.min(choice.clientWidth, choice.clientHeight)).toBeGreaterThanOrEqual(20)
    await userEvent.keyboard('{Escape}')
    await settled(player)
    expect(player.shadowRoot?.querySelector('tote-settings')).toBeNull()
    expect(deepFocus(player)).toBe(opener)
  })

  test('close when the focus or a press goes elsewhere', async () => {
    const { player } = await openSettings()
    part(player, 'open-cart')?.focus()
    await settled(player)
    expect(player.settings.page).toBeNull()
    player.settings.toggle('choices')
    await vi.waitFor(() => expect(player.shadowRoot?.querySelector('tote-settings')).not.toBeNull())
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    expect(player.settings.page).toBeNull()
  })

  test('say the qualities from the best down, and which one is played', async () => {
    const { engines, choose, optionsOf } = await openSettings({ qualities: QUALITIES })
    expect(optionsOf('Quality')).toEqual([
      'Automatic (360p)',
      '720p · 2,400 kbit/s',
      '720p · 1,500 kbit/s',
      '360p',
      'No picture',
    ])
    expect(await choose('Quality', '720p · 2,400 kbit/s')).toBe('720p · 2,400 kbit/s')
    expect(engines[0]?.quality).toBe(2)
    expect(await choose('Quality', 'Automatic')).toBe('Automatic (360p)')
    expect(engines[0]?.quality).toBeNull()
  })

  test('offer a speed for a recording, from a half to twice, and none live', async () => {
    const live = await openSettings()
    expect(live.row('Speed')).toBeUndefined()
    const { player, choose, optionsOf } = await openSettings({ duration: 600 }, null)
    expect(optionsOf('Speed')).toEqual(['0.5×', '0.75×', '1×', '1.25×', '1.5×', '1.75×', '2×'])
    expect(await choose('Speed', '1.5×')).toBe('1.5×')
    expect([player.video?.playbackRate, player.video?.defaultPlaybackRate]).toEqual([1.5, 1.5])
  })

  test('[U16] choose among captions, none, and sizes from 50 to 200 %', async () => {
    const tracks = [
      { label: 'English', language: 'en' },
      { label: 'Deutsch', language: 'de' },
    ]
    const { engines, choose, optionsOf, player } = await openSettings({ captions: tracks })
    expect(optionsOf('Captions')).toEqual(['Off', 'English', 'Deutsch'])
    await choose('Captions', 'Deutsch')
    expect(engines[0]?.shownCaptions).toBe(1)
    await choose('Captions', 'Off')
    expect(engines[0]?.shownCaptions).toBeNull()
    expect(optionsOf('Caption size')).toEqual(['50%', '75%', '100%', '125%', '150%', '175%', '200%'])
    await choose('Caption size', '200%')
    expect(player.playback.captions?.choice.size).toBe(200)
  })

  test('[U18] have captions read only when it is ticked', async () => {
    const { player, row } = await openSettings()
    const box = row('read out')?.querySelector('input')
    if (box == null) throw new Error('there is a box')
    expect(box.checked).toBe(false)
    await userEvent.click(box)
    await settled(player)
    expect([box.checked, player.playback.captions?.choice.isRead]).toEqual([true, true])
  })

  test('choose among the languages of the sound', async () => {
    const audio = [
      { label: 'English', language: 'en' },
      { label: 'Français', language: 'fr' },
    ]
    const { engines, choose } = await openSettings({ audio })
    expect(await choose('Audio', 'Français')).toBe('Français')
    expect(engines[0]?.audio).toBe(1)
  })

  test('ask the page first; what it takes over is not chosen', async () => {
    const { player, engines, choose } = await openSettings({ qualities: QUALITIES })
    const asked: MediaRequest[] = []
    player.addEventListener('tote-media-request', (event: MediaRequestEvent) => {
      asked.push(event.request)
      event.preventDefault()
    })
    expect(await choose('Quality', '360p')).toBe('Automatic (360p)')
    expect([asked, engines[0]?.quality]).toEqual([[{ ask: 'quality', index: 0 }], null])
  })
})

describe('chapters', () => {
  const at = (seconds: number, cue: Cue, seq: number) => ({ seq, at: seconds * 1000, cue })
  const events = [
    at(10, { kind: 'chapterStarted', title: 'Jugs' }, 1),
    at(20, { kind: 'productPinned', productId: productIdSchema.parse('jug') }, 2),
    at(700, { kind: 'chapterStarted', title: 'Bowls' }, 3),
  ]

  test.each([
    ['a recording has all', { duration: 900 }, null, ['Jugs 0:10', 'Bowls 11:40']],
    ['a live show without rewind has none', {}, 160, []],
  ])('%s', async (_, options, edge, wanted) => {
    const { settings, $log, $position, tote, intents } = await openSettings(options, edge)
    $log.set({ base: { ...$log.get().base }, events })
    $position.set({ showId: tote.showId, pdt: 60_000, mode: 'behind', isPlaying: true })
    settings.requestUpdate()
    await settings.updateComplete
    const chapters = [...(settings.shadowRoot?.querySelectorAll<HTMLElement>('[part=chapter]') ?? [])]
    expect(chapters.map(({ innerText }) => innerText.replaceAll(/\s+/g, ' '))).toEqual(wanted)
    chapters[1]?.click()
    expect(intents).toEqual(wanted.length === 0 ? [] : [['goTo', 700_000]])
  })
})

describe('the list of keys', () => {
  test('is opened and closed by Shift and /, and lists what a key does here and now', async () => {
    const { player } = await mountPlayer({ attributes: 'no-hotkeys="p arrowup"' })
    await player.play()
    player.focus()
    await userEvent.keyboard('{Shift>}?{/Shift}')
    const settings = await vi.waitFor(() => {
      const found = player.shadowRoot?.querySelector('tote-settings')
      if (found?.shadowRoot == null) throw new Error('the list is not there yet')
      return found
    })
    await settings.updateComplete
    const listed = [...(settings.shadowRoot?.querySelectorAll('kbd') ?? [])].map((key) => key.textContent)
    // Nothing to seek in, and two that the page turned off.
    expect(listed).toEqual(['Space', 'k', 'm', '↓Down arrow', 'c', 'f', 'i', '?'])
    await expect(player).to.be.accessible()
    await userEvent.keyboard('{Shift>}?{/Shift}')
    await settled(player)
    expect(player.settings.page).toBeNull()
  })

  test('lists every key that asks something, and no other', () => {
    const listed = KEY_LIST.flatMap(({ keys }) => keys)
    const state = { paused: true, muted: true, volume: 0.5, currentTime: 50, canSeek: true }
    const asks = (key: string) => toMediaRequest(key, state) !== null
    expect(listed.filter((key) => !asks(key))).toEqual([])
    const named = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', 'Tab', 'F1']
    const all = [...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)), ...named]
    expect(all.filter(asks).toSorted()).toEqual([...listed].toSorted())
  })
})
