import { expect, onTestFinished, test, vi } from 'vitest'
import { liftCaptions } from './lift-captions.ts'

test('[U16] what comes to lie over the picture moves captions at once, before the picture says anything', async () => {
  const [stage, video, bottom] = [
    document.createElement('div'),
    document.createElement('video'),
    document.createElement('div'),
  ]
  stage.className = 'stage'
  bottom.className = 'bottom'
  stage.append(video, bottom)
  document.body.append(stage)
  const track = video.addTextTrack('captions', 'English', 'en')
  track.mode = 'showing'
  const cue = new VTTCue(0, 6, 'It holds two litres.')
  track.addCue(cue)
  let last = 60
  const lifted = liftCaptions(video, { lastLine: () => last, heightOf: () => 5 })
  onTestFinished(() => {
    lifted.stop()
    stage.remove()
  })
  await vi.waitFor(() => expect(cue.line).toBe(55), { timeout: 20_000 })
  last = 40
  bottom.style.blockSize = '200px'
  await vi.waitFor(() => expect(cue.line).toBe(35), { timeout: 20_000 })
})
