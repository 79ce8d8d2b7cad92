import process from 'node:process'
import { createTote, type ProductView } from '@tote/core'
import { readSettings } from './settings.ts'

const tote = createTote(readSettings())
const seen = new Set<string>()
tote.onError((error) => console.error(`${error.code}: ${error.message}`))
tote.show.$show.subscribe((state) => {
  if (state.status === 'ready') console.log(`Watching “${state.show.title}” by ${state.tenantName}.`)
})
tote.show.$moment.subscribe(({ pinned: [product] }) => {
  if (product !== undefined && !seen.has(product.id)) void meet(product)
})
const read = new Set<string>()
tote.chat.$messages.subscribe((messages) => {
  for (const { id, text } of messages) {
    if (!read.has(id)) console.log(`Said: ${text}`)
    read.add(id)
  }
})
// There is no picture here, so the hub's own clock is the playhead.
const timer = setInterval(
  () => tote.playback.setPosition({ pdt: tote.connection.hubNow(), mode: 'live', isPlaying: true }),
  1000,
)
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    clearInterval(timer)
    tote.stop()
  })
await tote.start()

/** Says what is shown, and adds the first of it. */
async function meet({ id, title, variants }: ProductView): Promise<void> {
  console.log(`Pinned: ${title}.`)
  const variant = variants.find(({ isSoldOut }) => !isSoldOut)
  if (seen.add(id).size > 1 || variant === undefined) return
  const outcome = await tote.cart.addLine({ variantId: variant.id })
  const word = outcome.status === 'rejected' ? `rejected, ${outcome.code}` : outcome.status
  console.log(`Add ${variant.title}: ${word}.`)
}
