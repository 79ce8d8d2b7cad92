const KEPT = 'tote.thin'

/** Whether the shopper goes without the picture on this visit; null while it was not chosen. */
export function readKeptThin(): boolean | null {
  try {
    const kept = sessionStorage.getItem(KEPT)
    return kept === null ? null : kept === 'yes'
  } catch {
    // Storage is forbidden here: then it lasts for the page.
    return null
  }
}

export function keepThin(isThin: boolean): void {
  try {
    sessionStorage.setItem(KEPT, isThin ? 'yes' : 'no')
  } catch {
    // As above.
  }
}
