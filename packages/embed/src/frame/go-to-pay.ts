import type { RequestAnswer, TotePlayer, ToteCheckoutRequestEvent } from '@tote/player'

type Tote = NonNullable<TotePlayer['tote']>

const NOT_NOW: RequestAnswer = { status: 'rejected', reason: 'network' }

/**
 * Takes the basket to where it can be paid, in a window of the shopper's own: the check-out of the shop behind the hub, else
 * a site of the brand's own. The page around the frame has no part in it: the ticket that goes along would be as good in
 * its hands as in the shopper's.
 */
export function goToPay(player: TotePlayer, event: ToteCheckoutRequestEvent, onGone: () => void): void {
  const { tote } = player
  const brand = tote?.journey.$carryTo.get()[0]
  const show = tote?.show.$show.get()
  const paysAtShop = show?.status === 'ready' && show.paysAtShop === true
  // The element says that there is no check-out.
  if (tote === null || (brand === undefined && !paysAtShop)) return
  // By the click itself, which browsers allow; where it goes is known when the hub has answered.
  const opened = window.open('', '_blank')
  const asked = paysAtShop ? atShop(tote, event.detail.checkoutId) : atBrand(tote, brand ?? '')
  event.respondWith(
    asked.then((to): RequestAnswer => {
      if (typeof to !== 'string' || opened === null) {
        opened?.close()
        return typeof to === 'string' ? NOT_NOW : to
      }
      opened.opener = null
      opened.location.href = to
      onGone()
      return { status: 'accepted' }
    }),
  )
}

async function atBrand(tote: Tote, brand: string): Promise<string | RequestAnswer> {
  const ticket = await tote.journey.mintTicket(brand)
  return ticket === null ? NOT_NOW : `${brand}/#tote=${ticket}`
}

async function atShop(
  tote: Tote,
  checkoutId: ToteCheckoutRequestEvent['detail']['checkoutId'],
): Promise<string | RequestAnswer> {
  const outcome = await tote.cart.checkout().catch(() => null)
  if (outcome?.status === 'opened') {
    const { url } = outcome.open?.find(({ id }) => id === checkoutId) ?? outcome
    return url ?? NOT_NOW
  }
  return outcome?.problems.some(({ code }) => code === 'no_stock' || code === 'gone') === true
    ? { status: 'rejected', reason: 'out-of-stock' }
    : NOT_NOW
}
