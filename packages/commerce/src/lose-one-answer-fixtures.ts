import type { Fetch } from './ask-shop.ts'

/** A connection that breaks once: the first request that `fits` reaches the shop, and its answer does not come back. */
export function loseOneAnswer(fits: (url: string, init: RequestInit) => boolean): Fetch {
  let isLost = false
  return async (url, init) => {
    const response = await fetch(url, init)
    if (isLost || !fits(url, init)) return response
    isLost = true
    await response.body?.cancel()
    throw new TypeError('the connection broke')
  }
}
