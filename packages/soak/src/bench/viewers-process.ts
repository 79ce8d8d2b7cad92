import * as z from 'zod/mini'
import type { Order, ViewerFigures } from './orders.ts'
import { RawViewer } from './raw-viewer.ts'

// All viewers of one contender, in a process of their own.
const [port = '0', wire = 'socket.io', count = '1'] = process.argv.slice(2)
/** So many connect at once: more and the server's queue of new connections overflows. */
const AT_ONCE = 100
/** Each reads its frames; a few also look into them. */
const LOOK_AT_EVERY = 50

const newsSchema = z.tuple([
  z.literal('show'),
  z.object({ from: z.int(), to: z.int(), events: z.array(z.object({ seq: z.int(), at: z.int() })) }),
])

let isCounting = false
let frames = 0
let lookedAtFrames = 0
let lookedAtEvents = 0
let gaps = 0
const delaysMs: number[] = []
const viewers: RawViewer[] = []

function watch(index: number): RawViewer {
  const target = { port: Number(port), wire: wire === 'ws' ? ('ws' as const) : ('socket.io' as const) }
  if (index % LOOK_AT_EVERY !== 0)
    return new RawViewer(target, () => {
      if (isCounting) frames += 1
    })
  let seen: number | null = null
  return new RawViewer(target, (payload) => {
    const [, news] = newsSchema.parse(JSON.parse(payload.toString()))
    if (seen !== null && news.from !== seen) gaps += 1
    seen = news.to
    if (!isCounting) return
    frames += 1
    lookedAtFrames += 1
    lookedAtEvents += news.events.length
    const nowMs = Date.now()
    for (const { at } of news.events) delaysMs.push(nowMs - at)
  })
}

for (let index = 0; index < Number(count); index += AT_ONCE) {
  const some = Array.from({ length: Math.min(AT_ONCE, Number(count) - index) }, (_, i) => watch(index + i))
  viewers.push(...some)
  await Promise.all(some.map(({ opened }) => opened))
}

process.on('message', (order: Order) => {
  if (order === 'begin') isCounting = true
  if (order !== 'end') return
  isCounting = false
  const figures: ViewerFigures = {
    // Everybody gets the same frames, so what some found in theirs holds for all.
    delivered: Math.round((frames * lookedAtEvents) / Math.max(1, lookedAtFrames)),
    frames,
    delaysMs: delaysMs.toSorted((a, b) => a - b),
    failed: viewers.filter(({ isOpen }) => !isOpen).length + gaps,
  }
  process.send?.(figures)
})
process.send?.('ready')
