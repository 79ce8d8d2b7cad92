import { loadGoods } from './goods.ts'
import { cartLooks } from './cart-looks.ts'
import { dressLooks } from './dress-looks.ts'
import type { Look } from './look.ts'
import { playerLooks } from './player-looks.ts'
import { shopLooks } from './shop-looks.ts'
import { showsLooks } from './shows-looks.ts'
import { carryLooks, talkLooks } from './talk-looks.ts'

declare global {
  interface Window {
    /** For whoever takes the pictures. */
    looks?: { readonly names: readonly string[]; draw(name: string): Promise<void> }
  }
}

const ALL: readonly Look[] = [
  ...playerLooks,
  ...shopLooks,
  ...cartLooks,
  ...talkLooks,
  ...carryLooks,
  ...showsLooks,
  ...dressLooks,
]

window.looks = {
  names: ALL.map(({ name }) => name),
  async draw(name) {
    const look = ALL.find((one) => one.name === name)
    if (look === undefined) throw new Error(`there is no look ${name}`)
    document.title = name
    await look.draw(await loadGoods())
  },
}
