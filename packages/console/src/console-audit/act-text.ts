import type { StaffAct } from '@tote/protocol/audit'

/** What was done, in a few words. */
export function actText(act: StaffAct): string {
  switch (act.kind) {
    case 'signedIn':
      return 'Signed in'
    case 'cuePosted':
      return `Cue ${act.seq} of the show ${act.showId}: ${cueNames[act.cue] ?? act.cue}`
    case 'pointsAdjusted':
      return `Points of the shopper ${act.shopperId}: ${act.points > 0 ? '+' : ''}${act.points}`
    case 'taskDone':
      return `Order ${act.orderId}: ${act.task === 'send' ? 'sent' : 'made ready'}`
    case 'pickupSeen':
      return `Order ${act.orderId}: looked at by its code`
    case 'handedOver':
      return `Order ${act.orderId}: handed over`
    case 'creditExported':
      return `Sales from ${dayOf(act.from)} to ${dayOf(act.to)}: downloaded`
    default:
      return act satisfies never
  }
}

const cueNames: Readonly<Record<string, string>> = {
  productPinned: 'product pinned',
  productUnpinned: 'product taken off',
  priceChanged: 'price changed',
  soldOutMarked: 'sold out, or back',
  chapterStarted: 'chapter began',
  noteSet: 'note shown or taken off',
  pollOpened: 'poll opened',
  pollClosed: 'poll closed',
  chatRemoved: 'message removed',
  dropSet: 'drop announced or ended',
  showStarted: 'show began',
  showEnded: 'show ended',
}

const dayOf = (atMs: number) => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(atMs)
