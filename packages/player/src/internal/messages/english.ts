import type { friendsEnglish } from '../../tote-friends/friends-english.ts'
import type { togetherEnglish } from '../../tote-together/together-english.ts'
import type { checkoutsEnglish } from '../../tote-checkouts/checkouts-english.ts'
import type { ordersEnglish } from '../../tote-orders/orders-english.ts'
import type { queueEnglish } from '../../tote-drop/queue-english.ts'
import type { pointsEnglish } from '../../tote-points/points-english.ts'
import type { storesEnglish } from '../../tote-stores/stores-english.ts'
import type { suggestionsEnglish } from '../../tote-suggestions/suggestions-english.ts'
import type { waitlistEnglish } from '../../tote-waitlist/waitlist-english.ts'
import type { shareEnglish } from '../../tote-share/share-english.ts'
import type { CarryMessageKey } from '../../tote-carry/carry-english.ts'
import type { chipEnglish } from '../../tote-carry/chip-english.ts'
import type { settingsEnglish } from '../../tote-settings/settings-english.ts'
import type { thinEnglish } from '../../tote-thin/thin-english.ts'
import type { offerEnglish } from '../../tote-offer/offer-english.ts'
import type { searchEnglish } from '../../tote-products/search-english.ts'
import type { dropEnglish } from '../shopping/drop-english.ts'
import type { lateEnglish } from './late-english.ts'
import type { showsEnglish } from './shows-english.ts'
import type { Template } from './template.ts'

/**
 * Every text a shopper can see in English, but for those that come with an element loaded later. Names in braces are filled in; a text with `by` has one form for each plural
 * category of that number. `Basket` is the shopper's word for the cart.
 */
export const english = {
  'player.label': 'Live shopping: {title}',
  'player.labelEmpty': 'Live shopping',
  'player.start': 'Play {title}',
  'player.startEmpty': 'Play the show',
  'player.controls': 'Player',
  'player.play': 'Play',
  'player.pause': 'Pause',
  'player.mute': 'Sound off',
  'player.unmute': 'Sound on',
  'player.captions': 'Captions',
  'player.fullscreen': 'Full screen',
  'player.settings': 'Settings',
  'player.airplay': 'AirPlay',
  'player.pip': 'Picture in picture',
  'player.seek': 'Position',
  'player.timeOf': '{now} of {all}',
  'player.goLive': 'Go live',
  'player.behind': '{time} behind live',
  'player.live': 'Live',
  'player.replay': 'Replay',
  'player.soon': 'Soon',
  'player.watching': { by: 'count', one: '{count} watching', other: '{count} watching' },
  'player.tapForSound': 'Tap for sound',
  'player.loading': 'Loading the show',
  'player.products': 'Products',
  'player.basket': 'Basket',
  'player.chat': 'Chat',
  'player.closePanel': 'Close',
  'player.covered': 'Something on this page lies over the show. Close it, then try again.',
  'player.retry': 'Try again',
  'player.ended': 'The show is over',
  'player.fault.show': 'This show could not be found.',
  'player.fault.origin': 'This show is not available on this site.',
  'player.fault.hub': 'The show cannot be reached right now. We keep trying.',
  'player.fault.setup': 'This show is not set up yet.',
  'player.fault.media': 'The picture could not be loaded.',
  'player.fault.unplayable': 'This browser cannot play the show.',

  'price.now': 'Now',
  'price.was': 'Was',
  'price.from': 'From {price}',
  'price.drop': '{percent} off',

  'product.back': 'Back to all products',
  'product.close': 'Close',
  'product.missing': 'This product is not part of the show.',
  'product.showingNow': 'Showing now',
  'product.soldOut': 'Sold out',
  'product.choice': '{value}, sold out',
  'product.choose': 'Choose {option}',
  'product.lowStock': { by: 'count', one: 'Only {count} left', other: 'Only {count} left' },
  'product.also': 'Also showing',
  'product.announce': 'Showing now: {title}',

  'products.title': 'In this show',
  'products.count': { by: 'count', one: '{count} product', other: '{count} products' },
  'products.empty': 'The products of this show will appear here.',
  'products.loading': 'Loading products',

  'add.idle': 'Add to basket',
  'add.short': 'Add',
  'add.choose': 'Choose',
  'add.added': 'Added',
  'add.saving': 'Saving…',
  'add.soldOut': 'Sold out',
  'add.priceChanged': 'The price has changed',
  'add.unreachable': 'That did not go through. Try again in a moment.',
  'add.done': '{title} was added to your basket.',

  'cart.title': 'Your basket',
  'cart.items': { by: 'count', one: '{count} item', other: '{count} items' },
  'cart.open': {
    by: 'count',
    zero: 'Open your basket, empty',
    one: 'Open your basket, {count} item',
    other: 'Open your basket, {count} items',
  },
  'cart.empty': 'Nothing here yet',
  'cart.emptyHint': 'What you add while you watch is kept here, on every site that plays this show.',
  'cart.loading': 'Loading your basket',
  'cart.saving': 'Saving…',
  'cart.stale': 'As last seen on this device. Checking…',
  'cart.quantityOf': 'Quantity of {title}',
  'cart.more': 'One more of {title}',
  'cart.less': 'One less of {title}',
  'cart.remove': 'Remove {title}',
  'cart.removeShort': 'Remove',
  'cart.removed': '{title} removed',
  'cart.undo': 'Undo',
  'cart.quantityNow': '{title}: {count} in your basket',
  'cart.each': '{price} each',
  'cart.unavailable': 'Not sold on this site. It stays in your basket.',
  'cart.heldUntil': 'Held for you until {time}',
  'cart.holdOver': 'No longer held for you',
  'cart.code': 'Discount code',
  'cart.codes': 'Discount codes',
  'cart.codeAdd': 'Add a discount code',
  'cart.codeApply': 'Apply',
  'cart.codeRemove': 'Remove code {code}',
  'cart.subtotal': 'Subtotal',
  'cart.discount': 'Discount',
  'cart.total': 'Total',
  'cart.taxes': 'Delivery and taxes are worked out at check-out.',
  'cart.checkout': 'Check out',
  'cart.paying': 'This basket is being paid. It is kept for you until {time}.',
  'cart.reopen': 'Change the basket',
  'cart.noCheckout': 'This shop has not connected its check-out yet. Your basket is kept.',

  'notices.label': 'Messages',
  'notice.dismiss': 'Dismiss',
  'notice.title': '{title}: {text}',
  'notice.noStock': {
    by: 'free',
    zero: 'Sold out just now',
    one: 'Only {free} left',
    other: 'Only {free} left',
  },
  'notice.noStockAny': 'There are not that many left',
  'notice.limit': 'Your basket cannot hold that many',
  'notice.gone': 'No longer sold here',
  'notice.noLine': 'No longer in your basket',
  'notice.badCode': 'This discount code is not valid here',
  'notice.frozen': 'Your basket is being paid and cannot change now',
  'notice.refused': 'That could not be done',
  'notice.priceChanged': '{title} now costs {price} (was {was})',
  'notice.holdOver': '{title} is no longer held for you',
  'notice.stockShort': {
    by: 'free',
    zero: '{title} is sold out now. It stays in your basket.',
    one: 'Only {free} of {title} left now',
    other: 'Only {free} of {title} left now',
  },
  'notice.ordered': 'Thank you for your order!',
  'notice.capped': {
    by: 'count',
    one: '{count} item did not fit when your baskets came together',
    other: '{count} items did not fit when your baskets came together',
  },
  'notice.notKept':
    'This browser does not let us keep your basket on this device. It lasts until you close the page.',
  'notice.unsentKept':
    'This browser does not let us keep your basket on this device. Only what is still to be sent is kept.',
  'notice.expired': 'More than a week ago this could not be saved: {what}. Add it now?',
  'notice.expiredLine': '{title} ({count})',
  'notice.expiredChanges': {
    by: 'count',
    one: '{count} change',
    other: '{count} changes',
  },
  'notice.expiredRenew': 'Yes, add it',
  'notice.expiredDrop': 'No, leave it',
  'notice.joined': 'Your basket is now also open on {where}',
  'notice.joinedRemove': 'Not me: remove it',
  'notice.removed': 'Disconnected from another device. You go on here with a new basket.',
  'notice.brought': 'Brought along: {what}',
  'notice.offline': 'You are offline. What you add is saved here and sent when you are back.',
  'notice.unreachable': 'The shop cannot be reached from this page.',
} as const satisfies Record<string, Template>

export type MessageKey =
  | keyof typeof english
  | keyof typeof lateEnglish
  | keyof typeof offerEnglish
  | CarryMessageKey
  | keyof typeof checkoutsEnglish
  | keyof typeof chipEnglish
  | keyof typeof dropEnglish
  | keyof typeof friendsEnglish
  | keyof typeof ordersEnglish
  | keyof typeof queueEnglish
  | keyof typeof pointsEnglish
  | keyof typeof shareEnglish
  | keyof typeof searchEnglish
  | keyof typeof togetherEnglish
  | keyof typeof showsEnglish
  | keyof typeof settingsEnglish
  | keyof typeof storesEnglish
  | keyof typeof suggestionsEnglish
  | keyof typeof thinEnglish
  | keyof typeof waitlistEnglish
/** A translation: any number of the texts; what it leaves out stays English. */
export type Messages = { readonly [Key in MessageKey]?: Template }
