import { productIdSchema, type Cue } from '@tote/protocol'
import { contenders, serve } from './contenders.ts'
import type { HubFigures, Order } from './orders.ts'

// One contender's server, alone in its process, so that the process's CPU time is the server's.
const [name = '', rate = '60'] = process.argv.slice(2)
const contender = contenders[name]
if (contender === undefined) throw new Error(`there is no contender ${name}`)
const { port, post } = await serve(contender)

const cues: readonly Cue[] = Array.from({ length: 40 }, (_, index) =>
  index % 8 === 7
    ? { kind: 'chapterStarted', title: `Chapter ${index}` }
    : {
        kind: index % 2 === 0 ? 'productPinned' : 'productUnpinned',
        productId: productIdSchema.parse(`product-${index}`),
      },
)
const perMs = Number(rate) / 1000
let seq = 0
let startedAt = 0
let from: { cpu: NodeJS.CpuUsage; seq: number; atMs: number } | null = null

process.on('message', (order: Order) => {
  if (order === 'post') {
    startedAt = performance.now()
    setInterval(
      () => {
        // A process that falls behind does not make up for it in one burst.
        const due = Math.min((performance.now() - startedAt) * perMs - seq, 4)
        for (let count = 1; count <= due; count += 1) {
          seq += 1
          post({ seq, at: Date.now(), cue: cues[seq % cues.length] ?? { kind: 'showStarted' } })
        }
        if (due >= 4) startedAt = performance.now() - seq / perMs
      },
      1000 / Number(rate),
    )
  } else if (order === 'begin') {
    from = { cpu: process.cpuUsage(), seq, atMs: performance.now() }
  } else if (from !== null) {
    const { user, system } = process.cpuUsage(from.cpu)
    const figures: HubFigures = {
      cpuUs: user + system,
      events: seq - from.seq,
      ms: performance.now() - from.atMs,
    }
    process.send?.(figures)
  }
})
process.send?.({ port })
