import '@tote/player/define'
import '@tote/player/room.css'
import { bridgeCart } from '@tote/player/host-cart'
// Gives `querySelector`, `addEventListener` and the elements' properties their types, too.
import type { TotePlayer } from '@tote/player'

const { VITE_TOTE_HUB: hub, VITE_TOTE_KEY: key, VITE_TOTE_SHOW: show } = import.meta.env
const player: TotePlayer | null = document.querySelector('tote-player')
const cart = document.querySelector('tote-cart')
const output = document.querySelector('output')
if (player === null || cart === null || output === null) throw new Error('the page is not the one it was')

Object.assign(player, { hub, key, show })
cart.messages = { 'cart.title': 'Your bag' }
document.addEventListener('tote-cart-change', ({ detail }) => {
  output.textContent = detail.action
})

/** What this shop has of its own goods, as its page was told; what is not among them is the hub's to say. */
const left = new Map([['market-tote', 3]])
bridgeCart({
  look: (variantIds) =>
    variantIds.flatMap((variantId) => {
      const available = left.get(variantId)
      return available === undefined ? [] : [{ variantId, available }]
    }),
  checkout({ id, total }) {
    output.textContent = `${id}: ${total.amount / 100} ${total.currencyCode} to pay`
  },
})
