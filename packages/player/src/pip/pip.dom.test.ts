import { onTestFinished, expect, test, vi } from 'vitest'
import '../define/late.ts'
import { mountPlayer, settled } from '../tote-player/player-fixtures.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import type { PresentingVideo } from './can-pip.ts'
import { togglePip } from './toggle-pip.ts'

const videoOf = ({ video }: TotePlayer): PresentingVideo => {
  if (video === null) throw new Error('the player has no video')
  return video
}
const hasButton = ({ renderRoot }: TotePlayer) => renderRoot.querySelector('tote-controls')?.hasPip
/** As in a page that may not open a window of its own. */
function withoutWindow() {
  vi.stubGlobal('documentPictureInPicture', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
}
async function playing() {
  const world = await mountPlayer()
  await world.player.play()
  await settled(world.player)
  return world
}

test('[U8] where there is a presentation mode it is tried first, out and back', async () => {
  withoutWindow()
  const { player } = await playing()
  const video = videoOf(player)
  const modes: string[] = []
  const standard = vi.spyOn(video, 'requestPictureInPicture').mockRejectedValue(new Error('does nothing'))
  Object.assign(video, {
    webkitSupportsPresentationMode: (mode: string) => mode === 'picture-in-picture',
    webkitSetPresentationMode(mode: string) {
      modes.push(mode)
      Object.assign(video, { webkitPresentationMode: mode })
    },
  })
  await togglePip(player)
  await togglePip(player)
  expect(modes).toEqual(['picture-in-picture', 'inline'])
  expect(standard).not.toHaveBeenCalled()
})

test('[U8] where there is none, the standard way; where there is neither, no button', async () => {
  withoutWindow()
  const { player } = await playing()
  const video = videoOf(player)
  const enabled = vi.spyOn(document, 'pictureInPictureEnabled', 'get').mockReturnValue(true)
  const ask = vi.spyOn(video, 'requestPictureInPicture').mockRejectedValue(new Error('no tap'))
  player.requestUpdate()
  await settled(player)
  expect(hasButton(player)).toBe(true)
  await togglePip(player)
  expect(ask).toHaveBeenCalledOnce()
  enabled.mockReturnValue(false)
  player.requestUpdate()
  await settled(player)
  expect(hasButton(player)).toBe(false)
})

test('[U9] removed, the player takes its picture back from both kinds of window', async () => {
  const { player } = await playing()
  const video = videoOf(player)
  const modes: string[] = []
  Object.assign(video, {
    webkitPresentationMode: 'picture-in-picture',
    webkitSetPresentationMode: (mode: string) => modes.push(mode),
  })
  vi.spyOn(document, 'pictureInPictureElement', 'get').mockReturnValue(player)
  const exit = vi.spyOn(document, 'exitPictureInPicture').mockResolvedValue()
  player.remove()
  await Promise.resolve()
  await Promise.resolve()
  expect(modes).toEqual(['inline'])
  expect(exit).toHaveBeenCalledOnce()
})

test('[U9] a picture of somebody else stays where it is', async () => {
  const { player } = await playing()
  const other = document.createElement('video')
  vi.spyOn(document, 'pictureInPictureElement', 'get').mockReturnValue(other)
  const exit = vi.spyOn(document, 'exitPictureInPicture').mockResolvedValue()
  player.remove()
  await Promise.resolve()
  await Promise.resolve()
  expect(exit).not.toHaveBeenCalled()
})

test('moved within the page, the picture stays out', async () => {
  const { player } = await playing()
  vi.spyOn(document, 'pictureInPictureElement', 'get').mockReturnValue(player)
  const exit = vi.spyOn(document, 'exitPictureInPicture').mockResolvedValue()
  document.body.append(player)
  await Promise.resolve()
  await Promise.resolve()
  expect(exit).not.toHaveBeenCalled()
  player.remove()
})
