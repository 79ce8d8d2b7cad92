import type { JoinTarget } from '@tote/core'
import { showIdSchema } from '@tote/protocol'
import { atom } from 'nanostores'
import { expect, test, vi } from 'vitest'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { followJoin } from './follow-join.ts'
import type { MediaEngine } from './media-engine.ts'

/** A recording of a minute, whose programme time is its own in milliseconds. */
const engine: MediaEngine = {
  programmeTime: () => 0,
  liveEdge: () => null,
  mediaTimeAt: (pdt) => pdt / 1000,
  captions: () => [],
  showCaptions() {},
  retry() {},
  destroy() {},
}

function join(reason: JoinTarget['reason'], seconds: number, mode: JoinTarget['mode'] = 'replay') {
  const video = document.createElement('video')
  Object.defineProperties(video, { duration: { value: 60 }, readyState: { value: 4 } })
  const from = {
    showId: showIdSchema.parse('spring'),
    mode,
    pdt: seconds * 1000,
    isPlaying: false,
    heardAt: 0,
  } as const
  const { tote } = createTestTote()
  const joined = vi.fn<() => void>()
  const $join = atom<JoinTarget | null>({ reason, mode, from, pdtAt: () => from.pdt })
  const stop = followJoin(
    { video, engine, hold: { isHeld: false } },
    { ...tote, playback: { ...tote.playback, $join, joined } },
  )
  stop()
  expect(joined).toHaveBeenCalledOnce()
  return video.currentTime
}

test.each([
  ['resumed', 30, 30],
  ['resumed', 55, 0],
  ['asked', 55, 55],
  ['accepted', 55, 55],
] as const)('a recording that is %s at %i of 60 seconds plays from %i', (reason, from, to) => {
  expect(join(reason, from)).toBe(to)
})

test.each(['live', 'behind'] as const)(
  '[D7] a show that was watched %s and is over meanwhile goes on in its recording, at the same programme time',
  (mode) => {
    expect(join('accepted', 30, mode)).toBe(30)
  },
)
