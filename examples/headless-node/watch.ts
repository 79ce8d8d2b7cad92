import process from 'node:process'
import { createTote, type VariantView } from '@tote/core'

const tote = createTote({
  hub: setting('TOTE_HUB'),
  key: setting('TOTE_KEY'),
  show: setting('TOTE_SHOW'),
  origin: setting('TOTE_ORIGIN'),
})
const seen = new Set<string>()

tote.onError((error) => console.error(`${error.code}: ${error.message}`))
tote.show.$show.subscribe((state) => {
  if (state.status === 'ready') console.log(`Watching “${state.show.title}” by ${state.tenantName}.`)
})
tote.show.$moment.subscribe(({ pinned }) => {
  for (const product of pinned.filter(({ id }) => !seen.has(id))) {
    seen.add(product.id)
    console.log(`Pinned: ${product.title}.`)
    const variant = product.variants.find(({ isSoldOut }) => !isSoldOut)
    if (seen.size === 1 && variant !== undefined) void add(variant)
  }
})

// There is no picture here, so the hub's own clock is the playhead.
const follow = () =>
  tote.playback.setPosition({ pdt: tote.connection.hubNow(), mode: 'live', isPlaying: true })
const timer = setInterval(follow, 1000)
process.once('SIGINT', stop).once('SIGTERM', stop)
await tote.start()

async function add({ id, title }: VariantView): Promise<void> {
  const outcome = await tote.cart.addLine({ variantId: id })
  console.log(
    `Add ${title}: ${outcome.status === 'rejected' ? `rejected, ${outcome.code}` : outcome.status}.`,
  )
}

function stop(): void {
  clearInterval(timer)
  tote.stop()
}

function setting(name: string): string {
  const value = process.env[name] ?? ''
  if (value === '') {
    console.error(`${name} is not set. Set TOTE_HUB, TOTE_KEY, TOTE_SHOW and TOTE_ORIGIN, as in the README.`)
    process.exit(1)
  }
  return value
}
