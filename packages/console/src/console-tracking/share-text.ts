import type { TrackShare } from '@tote/protocol'

/** What pages told of it, and the rest. A page may tell of something in the hour after it happened: never more than all. */
export function shareText({ happened, told }: TrackShare): { told: string; lost: string } {
  if (happened === 0) return { told: 'none yet', lost: '–' }
  const known = Math.min(told, happened)
  return { told: `${known} of ${happened}`, lost: percent((happened - known) / happened) }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}
