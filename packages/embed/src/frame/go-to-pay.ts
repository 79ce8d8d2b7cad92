import type { RequestAnswer, TotePlayer, ToteCheckoutRequestEvent } from '@tote/player'

const NOT_NOW: RequestAnswer = { status: 'rejected', reason: 'network' }

/**
 * Takes the basket to where it can be paid: a site of the brand's own, in a window of the shopper's own. The page around
 * the frame has no part in it: the ticket that goes along would be as good in its hands as in the shopper's.
 */
export function goToPay(player: TotePlayer, event: ToteCheckoutRequestEvent, onGone: () => void): void {
  const { tote } = player
  const brand = tote?.journey.$carryTo.get()[0]
  // The element says that there is no check-out.
  if (tote === null || brand === undefined) return
  // By the click itself, which browsers allow; where it goes is known when the hub has answered.
  const opened = window.open('', '_blank')
  event.respondWith(
    tote.journey.mintTicket(brand).then((ticket): RequestAnswer => {
      if (ticket === null || opened === null) {
        opened?.close()
        return NOT_NOW
      }
      opened.opener = null
      opened.location.href = `${brand}/#tote=${ticket}`
      onGone()
      return { status: 'accepted' }
    }),
  )
}
