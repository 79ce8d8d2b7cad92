import type { Template } from './template.ts'

/**
 * Every text a shopper can see, in English. Names in braces are filled in; a text with `by` has one form for each plural
 * category of that number. `Basket` is the shopper's word for the cart.
 */
export const english = {
  'price.now': 'Now',
  'price.was': 'Was',
  'price.from': 'From {price}',
  'price.drop': '{percent} off',

  'product.open': 'Details of {title}',
  'product.back': 'Back to all products',
  'product.close': 'Close',
  'product.quantity': 'Quantity',
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
  'add.choose': 'Choose options',
  'add.added': 'Added',
  'add.saving': 'Saving…',
  'add.soldOut': 'Sold out',
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
  'cart.subtotal': 'Subtotal',
  'cart.taxes': 'Delivery and taxes are worked out at check-out.',
  'cart.checkout': 'Check out',
  'cart.noCheckout': 'This shop has not connected its check-out yet. Your basket is kept.',

  'offer.label': 'Continue from another site',
  'offer.continue': {
    by: 'count',
    zero: 'Continue the show from {from}?',
    one: 'Continue with {count} item from {from}?',
    other: 'Continue with {count} items from {from}?',
  },
  'offer.total': 'Basket total {total}',
  'offer.merge': {
    by: 'own',
    one: 'Bring your {own} item here into your basket of {count}?',
    other: 'Bring your {own} items here into your basket of {count}?',
  },
  'offer.from': 'Your basket from {from}',
  'offer.accept': 'Continue',
  'offer.decline': 'Start fresh',
  'offer.add': 'Add them',
  'offer.apart': 'Keep apart',
  'offer.dismiss': 'Not now',
  'offer.over': 'This offer is over. Open the link again for a new one.',
  'offer.unreachable': 'That did not go through. Try again in a moment.',

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
  'notice.capped': {
    by: 'count',
    one: '{count} item did not fit when your baskets came together',
    other: '{count} items did not fit when your baskets came together',
  },
  'notice.notKept':
    'This browser does not let us keep your basket on this device. It lasts until you close the page.',
  'notice.joined': 'Your basket is now also open on {where}',
  'notice.offline': 'You are offline. What you add is saved here and sent when you are back.',
  'notice.unreachable': 'The shop cannot be reached from this page.',
} as const satisfies Record<string, Template>

export type MessageKey = keyof typeof english
/** A translation: any number of the texts; what it leaves out stays English. */
export type Messages = { readonly [Key in MessageKey]?: Template }
