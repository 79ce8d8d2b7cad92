import type { Template } from '../internal/messages/template.ts'

/** The texts of how the goods are got, which come with it. */
export const storesEnglish = {
  'cart.fulfilment': 'Delivery',
  'cart.delivery': 'Send it to me',
  'cart.pickup': 'Pick up at {store}',
  'stores.send': 'Send to me instead:',
  'stores.choose': 'Pick up in a store',
  'stores.near': 'Near me',
  'stores.looking': 'Finding out where you are…',
  'stores.private': 'Where you are stays on this page.',
  'stores.denied': 'This page may not know where you are. Choose a town or a store.',
  'stores.unknown': 'Where you are could not be found out. Choose a town or a store.',
  'stores.town': 'Town',
  'stores.anyTown': 'All towns',
  'stores.all': 'Has all of your basket',
  'stores.some': 'Not there: {what}',
  'stores.none': 'Has nothing of your basket now',
  'stores.short': '{title} (only {free})',
  'stores.ready': 'Ready {day} from {time}',
  'stores.openUntil': 'Open until {time}',
  'stores.openAlways': 'Open around the clock',
  'stores.opens': 'Opens {day} at {time}',
  'stores.today': 'Today {hours}',
  'stores.closedToday': 'Closed today',
  'stores.unreachable': 'Stock and opening hours cannot be shown right now.',
  'stores.retry': 'Try again',
} as const satisfies Record<string, Template>
