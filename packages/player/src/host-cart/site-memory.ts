import type { HostCartMemory } from '@tote/core/host-cart'

/** A line of text for all pages of the site, and of this page alone where the browser keeps nothing. */
export function createSiteMemory(name: string): HostCartMemory {
  let kept: string | null = null
  return {
    read() {
      try {
        return localStorage.getItem(name) ?? kept
      } catch {
        return kept
      }
    },
    write(text) {
      kept = text
      try {
        localStorage.setItem(name, text)
      } catch {
        // Full, or not allowed: the next page of the site meets the carts anew, which doubles nothing.
      }
    },
  }
}
