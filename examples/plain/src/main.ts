import '@tote/player/define'
import '@tote/player/room.css'
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
document.addEventListener('tote-checkout-request', (event) => event.preventDefault())
