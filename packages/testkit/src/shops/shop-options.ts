import type { ShopGoods } from './shop-goods.ts'

/** How a real shop is started. */
export interface ShopOptions {
  /** Where it posts its news, signed by `secrets`. */
  readonly hubUrl: string
  readonly secrets: readonly string[]
  /** What it has on sale; without it the coats of every shop under test. */
  readonly goods?: ShopGoods
  /** Where its goods have pictures. */
  readonly pictures?: ShopPictures
  /** Origins of the pages that ask its store API in a browser. */
  readonly storefronts?: readonly string[]
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal
}

export interface ShopPictures {
  /** Has the pictures that the goods name. */
  readonly folder: string
  /** Where the shop keeps its own, and the address at which they are served. */
  readonly kept: string
  readonly url: string
}
