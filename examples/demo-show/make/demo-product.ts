/** One product of the show, with the colours it is shown in and what the host says of it. */
export interface DemoProduct {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** Minor units of EUR. */
  readonly price: number
  readonly compareAt?: number
  /** Units in the warehouse and in the store, for the variants in their order; the last one goes for the rest. */
  readonly stock: readonly (readonly [warehouse: number, store: number])[]
  /** What the stock is for, where it is not the tenant's way. */
  readonly inventoryMode?: 'on_cart'
  /** Two short sentences. */
  readonly words: readonly [string, string]
  /** What stands over the picture for a while: what is good to know before one buys. */
  readonly note?: string
  readonly colours: Colours
}

export interface Colours {
  /** Wall, floor, and the arch behind the product. */
  readonly wall: string
  readonly floor: string
  readonly arch: string
  /** Text on the wall. */
  readonly ink: string
  /** The product itself: body, its shade, and an accent. */
  readonly body: string
  readonly shade: string
  readonly accent: string
}

export const BRAND = 'Maison Ondine'
export const SCENE_SECONDS = 8
