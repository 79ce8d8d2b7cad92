import type { BambuserAlias } from '@tote/player/movers/bambuser'

declare global {
  interface Window {
    /** Where Bambuser's own script handed its player to the page. */
    onBambuserLiveShoppingReady?: (player: BambuserAlias) => void
  }
}

/** Events by the names of another player, for a page whose script tag asks for them: `data-aliases="bambuser firework"`. */
export function loadAliases(page: Document): void {
  const names = page.querySelector('script[data-aliases]')?.getAttribute('data-aliases')?.split(/\s+/) ?? []
  // What could not be loaded leaves the page with our own names.
  if (names.includes('bambuser')) loadBambuser().catch(reportError)
  if (names.includes('firework')) loadFirework().catch(reportError)
}

async function loadBambuser(): Promise<void> {
  const { aliasBambuser } = await import('@tote/player/movers/bambuser')
  window.onBambuserLiveShoppingReady?.(aliasBambuser())
}

async function loadFirework(): Promise<void> {
  const { aliasFirework } = await import('@tote/player/movers/firework')
  aliasFirework()
}
