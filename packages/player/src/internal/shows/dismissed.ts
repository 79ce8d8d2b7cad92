import type { ListedShow } from '@tote/protocol'

/**
 * Remembers on this device that a shopper sent a launcher away: for a show as it was then. One that was dismissed while
 * it was to come is offered again when it is live.
 */
export function isDismissed(show: ListedShow): boolean {
  try {
    return localStorage.getItem(nameOf(show)) === show.status
  } catch {
    // Storage is forbidden here: then it lasts for the page, which keeps it itself.
    return false
  }
}

export function dismiss(show: ListedShow): void {
  try {
    localStorage.setItem(nameOf(show), show.status)
  } catch {
    // As above.
  }
}

function nameOf({ id }: ListedShow): string {
  return `tote.launcher.${id}`
}
