import type { ProductView } from '@tote/core'
import { minutesText } from '../console-product/minutes-text.ts'
import { formatMoney, money, type CueIntent } from '@tote/protocol'

/** What the host asked for, in a sentence for the log. */
export function describeIntent(intent: CueIntent, product: ProductView | undefined): string {
  const title = product?.title ?? 'the product'
  switch (intent.kind) {
    case 'pinProduct':
      return `Pinned ${title}.`
    case 'unpinProduct':
      return `Unpinned ${title}.`
    case 'changePrice': {
      const amount = intent.prices[0]?.price ?? 0
      const code = product?.priceRange.min.currencyCode
      const lasts = intent.lastsMs === undefined ? '' : ` for ${minutesText(intent.lastsMs / 60_000)}`
      return `Changed the price of ${title}${code === undefined ? '' : ` to ${formatMoney(money(amount, code), navigator.language)}`}${lasts}.`
    }
    case 'markSoldOut': {
      const named = product?.variants.filter(({ id }) => intent.variantIds.includes(id)) ?? []
      const which =
        named.length === 0 || named.length === product?.variants.length
          ? ''
          : ` (${named.map((variant) => variant.title).join(', ')})`
      return `Marked ${title}${which} ${intent.isSoldOut ? 'sold out' : 'back in stock'}.`
    }
    case 'announceDrop': {
      const variant = product?.variants.find(({ id }) => id === intent.variantId)
      const which = variant === undefined || product?.variants.length === 1 ? '' : ` (${variant.title})`
      return `Announced a drop of ${title}${which}: ${intent.perShopper} each, a turn held for ${minutesText(intent.holdMs / 60_000)}.`
    }
    case 'endDrop':
      return 'Ended the drop.'
    case 'startChapter':
      return `Started the chapter “${intent.title}”.`
    case 'showNote':
      return `Showed the note “${intent.text}”.`
    case 'clearNote':
      return 'Took the note away.'
    case 'openPoll':
      return `Asked “${intent.question}”.`
    case 'closePoll':
      return 'Closed the poll.'
    case 'removeMessage':
      return 'Removed a message.'
    default:
      return intent satisfies never
  }
}
