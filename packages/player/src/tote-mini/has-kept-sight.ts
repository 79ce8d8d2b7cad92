/** Of this tab and site alone; named here and by the loader, which looks whether there is one. */
export const KEPT_SIGHT = 'tote:sight'

/** Whether the page before left a show to go on with. */
export function hasKeptSight(): boolean {
  try {
    return typeof document !== 'undefined' && sessionStorage.getItem(KEPT_SIGHT) !== null
  } catch {
    // Where storage is forbidden nothing was left.
    return false
  }
}
