/** What the player keeps for the next page of the site; named here and in `@tote/player`. */
const KEPT_SIGHT = 'tote:sight'

/** Whether a show was playing on the page before, and is to go on here at once. */
export function hasKeptSight(page: Window): boolean {
  try {
    return page.sessionStorage.getItem(KEPT_SIGHT) !== null
  } catch {
    // Where storage is forbidden nothing was left.
    return false
  }
}
