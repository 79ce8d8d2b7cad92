import { bridgeCart } from './bridge-cart.ts'
import { readNamedVariants } from './named-variants.ts'
import { shopifyCart } from './shopify-cart.ts'

const BRIDGED = Symbol.for('@tote/player/host-cart')
type BridgedDocument = Document & { [BRIDGED]?: true }

/** The cart that a page names, on a player by `host-cart` or on the script tag by `data-host-cart`: once a page, for all its players. */
export function bridgeNamedCart(page: BridgedDocument): void {
  const view = page.defaultView
  if (view === null || page[BRIDGED] === true) return
  page[BRIDGED] = true
  const names = page.querySelector('[host-cart],[data-host-cart]')
  const name = names?.getAttribute('host-cart') ?? names?.getAttribute('data-host-cart')
  try {
    if (name !== 'shopify')
      throw new Error(`host-cart=${JSON.stringify(name)} is no cart that Tote knows; it must be "shopify".`)
    bridgeCart(shopifyCart({ view, variantIds: readNamedVariants(page) }), { document: page })
  } catch (error) {
    // For who builds the page; the built-in basket goes on alone.
    console.error(`[tote] ${error instanceof Error ? error.message : String(error)}`)
  }
}
