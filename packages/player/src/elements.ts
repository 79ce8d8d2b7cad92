// Made by `npm run manifest` from what the elements say of themselves; change it there.
import type { MediaRequestEvent } from './tote-controls/media-request-event.ts'
import type { ToteAddRequestEvent } from './tote-product/tote-add-request-event.ts'
import type { ToteCarry } from './tote-carry/tote-carry.ts'
import type { ToteCart } from './tote-cart/tote-cart.ts'
import type { ToteCartChangeEvent } from './tote-cart/tote-cart-change-event.ts'
import type { ToteCartOpenEvent } from './tote-cart/tote-cart-open-event.ts'
import type { ToteChat } from './tote-chat/tote-chat.ts'
import type { ToteCheckoutRequestEvent } from './tote-cart/tote-checkout-request-event.ts'
import type { ToteCheckouts } from './tote-checkouts/tote-checkouts.ts'
import type { ToteControls } from './tote-controls/tote-controls.ts'
import type { ToteDrop } from './tote-drop/tote-drop.ts'
import type { ToteErrorEvent } from './tote-player/tote-error-event.ts'
import type { ToteFriends } from './tote-friends/tote-friends.ts'
import type { ToteGallery } from './tote-gallery/tote-gallery.ts'
import type { ToteLauncher } from './tote-launcher/tote-launcher.ts'
import type { ToteMini } from './tote-mini/tote-mini.ts'
import type { ToteMoments } from './tote-moments/tote-moments.ts'
import type { ToteMomentsOpenEvent } from './tote-moments/tote-moments-open-event.ts'
import type { ToteNote } from './tote-note/tote-note.ts'
import type { ToteNotices } from './tote-notices/tote-notices.ts'
import type { ToteOffer } from './tote-offer/tote-offer.ts'
import type { ToteOrders } from './tote-orders/tote-orders.ts'
import type { TotePlayer } from './tote-player/tote-player.ts'
import type { TotePoints } from './tote-points/tote-points.ts'
import type { TotePoll } from './tote-poll/tote-poll.ts'
import type { ToteProduct } from './tote-product/tote-product.ts'
import type { ToteProductCard } from './tote-product-card/tote-product-card.ts'
import type { ToteProductCloseEvent } from './tote-product/tote-product-close-event.ts'
import type { ToteProductOpenEvent } from './tote-product/tote-product-open-event.ts'
import type { ToteProducts } from './tote-products/tote-products.ts'
import type { ToteReactions } from './tote-reactions/tote-reactions.ts'
import type { ToteReadyEvent } from './tote-player/tote-error-event.ts'
import type { ToteSettings } from './tote-settings/tote-settings.ts'
import type { ToteSettingsCloseEvent } from './tote-settings/tote-settings-close-event.ts'
import type { ToteShare } from './tote-share/tote-share.ts'
import type { ToteShowCloseEvent } from './internal/shows/tote-show-open-event.ts'
import type { ToteShowOpenEvent } from './internal/shows/tote-show-open-event.ts'
import type { ToteStores } from './tote-stores/tote-stores.ts'
import type { ToteSuggestions } from './tote-suggestions/tote-suggestions.ts'
import type { ToteThin } from './tote-thin/tote-thin.ts'
import type { ToteTogether } from './tote-together/tote-together.ts'
import type { ToteUpdateRequestEvent } from './tote-cart/tote-update-request-event.ts'
import type { ToteWaitlist } from './tote-waitlist/tote-waitlist.ts'

/** What each element is, takes in markup and fires: the types for frameworks are made of it. */
export interface ToteElements {
  /** Brings a basket here from another site or device, or takes this one along: by a window of the hub, a code to scan or eight letters to type. Nothing is joined before the shopper's yes. With the attribute `compact` a chip for over the picture of who is new here and has nothing in the basket: its press opens the hub's window. */
  'tote-carry': {
    element: ToteCarry
    attributes: {
      /** Only the chip: for over the picture. */
      compact?: ToteCarry['compact'] | undefined
      /** Whether it is unfolded. */
      open?: ToteCarry['open'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteCarry['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteCarry['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteCarry['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteCarry['messages'] | undefined
    }
    events: {}
  }
  /** The shopper's basket: its lines with quantity and price, undo, subtotal, and the way to check-out. With the attribute `badge` only a button with the number of items, for the page's header; it opens the basket in a sheet. */
  'tote-cart': {
    element: ToteCart
    attributes: {
      /** Only a button with the number of items. */
      badge?: ToteCart['badge'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteCart['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteCart['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteCart['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteCart['messages'] | undefined
    }
    events: {
      /** The shopper changed a quantity, removed a line or took that back. */
      'tote-cart-change': ToteCartChangeEvent
      /** Before a quantity is changed or a line removed; cancelable. */
      'tote-update-request': ToteUpdateRequestEvent
      /** The shopper wants to pay; cancelable. */
      'tote-checkout-request': ToteCheckoutRequestEvent
      /** The shopper pressed the basket button (form `badge`); cancelable: the page then shows the basket. */
      'tote-cart-open': ToteCartOpenEvent
    }
  }
  /** What is said beside the show, and a line to say something. What others write is text and nothing else. A message that is refused goes back into the line with the reason. Ears hear how much is new, not each message. */
  'tote-chat': {
    element: ToteChat
    attributes: {
      /** Only the last words, without a line to write in: for over the picture. */
      compact?: ToteChat['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteChat['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteChat['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteChat['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteChat['messages'] | undefined
    }
    events: {}
  }
  /** While a basket is paid that several merchants sell: who is paid already, who is to be paid still, each with a button, and who could not take the order and why. Comes with `<tote-cart>`, and shows nothing where one merchant sells all. */
  'tote-checkouts': {
    element: ToteCheckouts
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteCheckouts['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteCheckouts['theme'] | undefined
    }
    properties: {
      /** Leads to where this one is paid. */
      pay?: ToteCheckouts['pay'] | undefined
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteCheckouts['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteCheckouts['messages'] | undefined
    }
    events: {}
  }
  /** The bar under the picture. It shows what it is told and asks for what is pressed; it plays nothing itself. */
  'tote-controls': {
    element: ToteControls
    attributes: {
      /** As on a `video`. */
      paused?: ToteControls['paused'] | undefined
      /** As on a `video`. */
      muted?: ToteControls['muted'] | undefined
      /** The stream has no end: no slider, and an edge to go to. */
      live?: ToteControls['live'] | undefined
      /** The picture is behind the edge of a live stream. */
      behind?: ToteControls['behind'] | undefined
      /** There are captions to turn on. */
      'has-captions'?: ToteControls['hasCaptions'] | undefined
      /** They are on. */
      'captions-shown'?: ToteControls['captionsShown'] | undefined
      /** The browser can fill the screen. */
      'has-fullscreen'?: ToteControls['hasFullscreen'] | undefined
      /** It does. */
      fullscreen?: ToteControls['fullscreen'] | undefined
      /** The browser can take the picture out of the page. */
      'has-pip'?: ToteControls['hasPip'] | undefined
      /** There is an AirPlay device to send the picture to. */
      'has-airplay'?: ToteControls['hasAirPlay'] | undefined
      /** It is there. */
      airplaying?: ToteControls['airplaying'] | undefined
      /** Seconds. */
      'current-time'?: ToteControls['currentTime'] | undefined
      /** Seconds; NaN while unknown. */
      duration?: ToteControls['duration'] | undefined
      /** Seconds that a live stream is behind its edge. */
      lag?: ToteControls['lag'] | undefined
      /** Seconds that a live stream can be gone back; 0 where it cannot. */
      rewind?: ToteControls['rewind'] | undefined
    }
    properties: {
      /** Texts of this element that differ from the page's. */
      messages?: ToteControls['messages'] | undefined
    }
    events: {
      /** For each control pressed; cancelable. */
      'tote-media-request': MediaRequestEvent
    }
  }
  /** What is given out by turns. With `variant` when it opens, the button that joins its queue, and then the place in it; without, whatever it is the shopper's turn for, with the time they have and the button that takes it. */
  'tote-drop': {
    element: ToteDrop
    attributes: {
      /** Id of the variant that is given out. Left out, it shows turns alone. */
      variant?: ToteDrop['variant'] | undefined
      /** For over the picture. */
      compact?: ToteDrop['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteDrop['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteDrop['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteDrop['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteDrop['messages'] | undefined
    }
    events: {}
  }
  /** A basket that up to twenty friends fill together, each in a colour of their own: who put in what, who is for it, and who buys it into their own basket. With the attribute `compact` the question about an invitation that this page was opened by: nobody joins before they say so. Both are loaded when they are needed. */
  'tote-friends': {
    element: ToteFriends
    attributes: {
      /** The question about an invitation, in place of the basket. */
      compact?: ToteFriends['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteFriends['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteFriends['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteFriends['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteFriends['messages'] | undefined
    }
    events: {}
  }
  /** A tenant's shows: live ones, those to come and replays. Pressing one opens its player, in a dialog or in place. Nothing is loaded before it is near, and nothing is counted. */
  'tote-gallery': {
    element: ToteGallery
    attributes: {
      /** Origin of the hub. */
      hub?: ToteGallery['hub'] | undefined
      /** The tenant's publishable key. */
      key?: ToteGallery['key'] | undefined
      /** The same, for frameworks that keep `key` for themselves, as React does. */
      'publishable-key'?: ToteGallery['publishableKey'] | undefined
      /** `carousel`, `stories` or `grid`. */
      layout?: ToteGallery['layout'] | undefined
      /** How many shows at once, 24 at most; more by a button. */
      limit?: ToteGallery['limit'] | undefined
      /** Ids of the shows to show, in this order, with spaces between them; without it all there are. */
      shows?: ToteGallery['shows'] | undefined
      /** `dialog`, or `place`: above the shows. */
      open?: ToteGallery['open'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteGallery['theme'] | undefined
    }
    properties: {
      /** Texts of this element that differ from the page's. */
      messages?: ToteGallery['messages'] | undefined
    }
    events: {
      /** Before a show is opened; cancelable. */
      'tote-show-open': ToteShowOpenEvent
      /** The shopper closed it. */
      'tote-show-close': ToteShowCloseEvent
      /** The shows could not be loaded; read `error`. */
      'tote-error': ToteErrorEvent
    }
  }
  /** A show in a corner of the page, to be opened in a dialog from wherever the shopper is. Sent away it stays away, until the show is another: to come, live, or a replay. It makes way for what has the focus. */
  'tote-launcher': {
    element: ToteLauncher
    attributes: {
      /** Origin of the hub. */
      hub?: ToteLauncher['hub'] | undefined
      /** The tenant's publishable key. */
      key?: ToteLauncher['key'] | undefined
      /** The same, for frameworks that keep `key` for themselves, as React does. */
      'publishable-key'?: ToteLauncher['publishableKey'] | undefined
      /** Id of the show. */
      show?: ToteLauncher['show'] | undefined
      /** `bottom-end`, `bottom-start`, `top-end` or `top-start`. */
      corner?: ToteLauncher['corner'] | undefined
      /** A button with a name, in place of a small picture of the show. */
      compact?: ToteLauncher['compact'] | undefined
      /** Nothing floats: the page has a button of its own, and calls `openShow()`. */
      'no-button'?: ToteLauncher['noButton'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteLauncher['theme'] | undefined
    }
    properties: {
      /** Texts of this element that differ from the page's. */
      messages?: ToteLauncher['messages'] | undefined
    }
    events: {
      /** Before the show is opened; cancelable. */
      'tote-show-open': ToteShowOpenEvent
      /** The shopper closed it. */
      'tote-show-close': ToteShowCloseEvent
      /** There is no such show, or it could not be asked for; read `error`. */
      'tote-error': ToteErrorEvent
    }
  }
  /** The player in a corner of the window, while the shopper is elsewhere on the page: to be dragged, moved by arrows or a button, brought back or closed. It leaves what has the focus to be seen. Stands in a `<tote-player>`, which puts it there. */
  'tote-mini': {
    element: ToteMini
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteMini['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteMini['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteMini['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteMini['messages'] | undefined
    }
    events: {
      /** For play, pause and sound pressed; cancelable. */
      'tote-media-request': MediaRequestEvent
    }
  }
  /** What was shown before: each product with its moment, to go back to as far as the stream holds it, and a link to it that can be passed on. `compact` is the word over the picture to who came late: 'You missed 3 products'. */
  'tote-moments': {
    element: ToteMoments
    attributes: {
      /** Only the word to who came late: for over the picture. */
      compact?: ToteMoments['compact'] | undefined
      /** Whether the list is unfolded. */
      open?: ToteMoments['open'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteMoments['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteMoments['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteMoments['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteMoments['messages'] | undefined
    }
    events: {
      /** 'See what you missed' was pressed; cancelable. */
      'tote-moments-open': ToteMomentsOpenEvent
    }
  }
  /** What the host wants read: a few words over the picture, once the picture has reached them and as long as they stand in it. A shopper may put a note away; the next one comes. */
  'tote-note': {
    element: ToteNote
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteNote['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteNote['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteNote['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteNote['messages'] | undefined
    }
    events: {}
  }
  /** What the shopper should be told: an add that was refused, a price that changed, the basket opened elsewhere, being offline. Told politely to ears, and dismissible; news goes by itself after ten seconds unless pointer or focus is on it. */
  'tote-notices': {
    element: ToteNotices
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteNotices['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteNotices['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteNotices['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteNotices['messages'] | undefined
    }
    events: {}
  }
  /** Asks whether the basket and moment of another site shall be continued here. Nothing is joined before the shopper says so, both answers weigh the same, and the page keeps its focus. */
  'tote-offer': {
    element: ToteOffer
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteOffer['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteOffer['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteOffer['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteOffer['messages'] | undefined
    }
    events: {}
  }
  /** What the shopper has ordered, in every place of theirs: a word of thanks, how the goods are got with the code to show at the store, what was given back, and earlier orders. Shows nothing before the first one. */
  'tote-orders': {
    element: ToteOrders
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteOrders['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteOrders['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteOrders['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteOrders['messages'] | undefined
    }
    events: {}
  }
  /** A live or recorded show that can be shopped: picture, captions, the product shown now, all products and the basket. Give it a hub, a publishable key and a show. */
  'tote-player': {
    element: TotePlayer
    attributes: {
      /** Origin of the hub. */
      hub?: TotePlayer['hub'] | undefined
      /** The tenant's publishable key. */
      key?: TotePlayer['key'] | undefined
      /** The same, for frameworks that keep `key` for themselves, as React does. */
      'publishable-key'?: TotePlayer['publishableKey'] | undefined
      /** Id of the show. */
      show?: TotePlayer['show'] | undefined
      /** A stream to play instead of the show's. */
      src?: TotePlayer['src'] | undefined
      /** Where the same stream is to be had when it fails: addresses with spaces between. */
      backups?: TotePlayer['backups'] | undefined
      /** As on a `video`. */
      poster?: TotePlayer['poster'] | undefined
      /** Keys that do nothing here, as `k f space`; empty for all. */
      'no-hotkeys'?: TotePlayer['noHotkeys'] | undefined
      /** As on a `video`. */
      autoplay?: TotePlayer['autoplay'] | undefined
      /** As on a `video`. */
      muted?: TotePlayer['defaultMuted'] | undefined
      /** As on a `video`. */
      loop?: TotePlayer['loop'] | undefined
      /** As on a `video`. */
      crossorigin?: TotePlayer['crossorigin'] | undefined
      /** `live` or `on-demand`; without it as the show says. */
      'stream-type'?: TotePlayer['streamType'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: TotePlayer['theme'] | undefined
    }
    properties: {
      /** Texts of this player, and of what lies in it, that differ from the page's. */
      messages?: TotePlayer['messages'] | undefined
      /** A media engine of the page's own, in place of hls.js. */
      engine?: TotePlayer['engine'] | undefined
    }
    events: {
      /** Something is wrong; read `error`. */
      'tote-error': ToteErrorEvent
      /** The element has a tote, or another one. */
      'tote-ready': ToteReadyEvent
      /** Before a control or key takes effect; cancelable. */
      'tote-media-request': MediaRequestEvent
      /** Before an add; cancelable. */
      'tote-add-request': ToteAddRequestEvent
      /** The shopper changed the basket. */
      'tote-cart-change': ToteCartChangeEvent
      /** The shopper wants to pay; cancelable. */
      'tote-checkout-request': ToteCheckoutRequestEvent
      /** Before a product is opened; cancelable. */
      'tote-product-open': ToteProductOpenEvent
      /** The shopper went back to the list. */
      'tote-product-close': ToteProductCloseEvent
      /** As on a `video`. */
      play: Event
      /** As on a `video`. */
      playing: Event
      /** As on a `video`. */
      pause: Event
      /** As on a `video`. */
      ended: Event
      /** As on a `video`. */
      waiting: Event
      /** As on a `video`. */
      seeking: Event
      /** As on a `video`. */
      seeked: Event
      /** As on a `video`. */
      timeupdate: Event
      /** As on a `video`. */
      volumechange: Event
      /** As on a `video`. */
      durationchange: Event
      /** As on a `video`. */
      loadedmetadata: Event
      /** As on a `video`. */
      canplay: Event
    }
  }
  /** The points of a shopper who is signed in: how many they have, a button that takes as many off the basket as it takes, what the basket brings, and how they came about. Shows nothing where the shop has no points. */
  'tote-points': {
    element: TotePoints
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: TotePoints['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: TotePoints['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: TotePoints['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: TotePoints['messages'] | undefined
    }
    events: {}
  }
  /** The poll that the picture has reached: its question with a button for each answer, and how the votes stand once the shopper has voted or it is closed. A journey has one vote. */
  'tote-poll': {
    element: TotePoll
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: TotePoll['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: TotePoll['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: TotePoll['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: TotePoll['messages'] | undefined
    }
    events: {}
  }
  /** One product of the show in full: picture, price, description, options, quantity, and the button that adds it. */
  'tote-product': {
    element: ToteProduct
    attributes: {
      /** Id of the product to show. */
      product?: ToteProduct['product'] | undefined
      /** Shows a button that goes back; it fires `tote-product-close`. */
      back?: ToteProduct['back'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteProduct['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteProduct['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteProduct['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteProduct['messages'] | undefined
    }
    events: {
      /** Before an add; cancelable. */
      'tote-add-request': ToteAddRequestEvent
      /** After the shopper added. */
      'tote-cart-change': ToteCartChangeEvent
      /** The shopper went back. */
      'tote-product-close': ToteProductCloseEvent
    }
  }
  /** The product the host is showing, when the picture reaches it: picture, price, choice and the button that adds. The latest is large, earlier ones that are still shown are small. Needs `<tote-product>` to be defined too. */
  'tote-product-card': {
    element: ToteProductCard
    attributes: {
      /** Id of a product to show whatever the picture shows. */
      product?: ToteProductCard['product'] | undefined
      /** The small form for over the picture. */
      compact?: ToteProductCard['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteProductCard['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteProductCard['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteProductCard['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteProductCard['messages'] | undefined
    }
    events: {
      /** Before an add; cancelable. */
      'tote-add-request': ToteAddRequestEvent
      /** After the shopper added. */
      'tote-cart-change': ToteCartChangeEvent
      /** Before the product is opened; cancelable. */
      'tote-product-open': ToteProductOpenEvent
    }
  }
  /** The products of the show. Those the picture is showing are marked; pressing one opens it in place. Where there are more than eight they can be searched. Needs `<tote-product>` to be defined too. */
  'tote-products': {
    element: ToteProducts
    attributes: {
      /** Id of the product that is open; empty shows the list. */
      product?: ToteProducts['product'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteProducts['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteProducts['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteProducts['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteProducts['messages'] | undefined
    }
    events: {
      /** Before the shopper opens a product; cancelable. */
      'tote-product-open': ToteProductOpenEvent
      /** The shopper went back to the list. */
      'tote-product-close': ToteProductCloseEvent
      /** Before an add from the open product; cancelable. */
      'tote-add-request': ToteAddRequestEvent
      /** After the shopper added. */
      'tote-cart-change': ToteCartChangeEvent
    }
  }
  /** A button for each reaction, and what the crowd shows, as signs that rise over the picture. Where the shopper wants less motion the signs stand and fade. Nothing of it is read out: only the buttons are. */
  'tote-reactions': {
    element: ToteReactions
    attributes: {
      /** Only the heart: for over the picture. */
      compact?: ToteReactions['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteReactions['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteReactions['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteReactions['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteReactions['messages'] | undefined
    }
    events: {}
  }
  /** Quality, speed, captions, audio and chapters of a picture, as far as it has them, and what keys do. It asks for what is chosen and shows what the player then says. Stands in a `<tote-player>`, which opens it. */
  'tote-settings': {
    element: ToteSettings
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteSettings['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteSettings['theme'] | undefined
    }
    properties: {
      /** The player whose picture it is about. */
      player?: ToteSettings['player'] | undefined
      /** `choices`, or `keys`: what keys do. */
      page?: ToteSettings['page'] | undefined
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteSettings['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteSettings['messages'] | undefined
    }
    events: {
      /** For each choice; cancelable. */
      'tote-media-request': MediaRequestEvent
      /** The shopper is done. */
      'tote-settings-close': ToteSettingsCloseEvent
    }
  }
  /** A basket's contents in a link, for where a shopper's own basket cannot go. With the attribute `compact` the question about such a link that this page was opened by: nothing is added before the shopper says so. */
  'tote-share': {
    element: ToteShare
    attributes: {
      /** The question about a shared basket, in place of the means to share this one. */
      compact?: ToteShare['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteShare['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteShare['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteShare['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteShare['messages'] | undefined
    }
    events: {}
  }
  /** How the goods of the basket are got: sent home, or picked up at one of the shop's stores, each with what of the basket it has, when that is ready and when it is open. The nearest is found from where the shopper says they are, on the page alone. Shows nothing where the shop has no stores. */
  'tote-stores': {
    element: ToteStores
    attributes: {
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteStores['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteStores['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteStores['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteStores['messages'] | undefined
    }
    events: {}
  }
  /** What goes with a product, or with the basket: a few products that can be had now, each with why it is suggested and the button that adds it. Shows nothing where there is nothing to suggest. Needs `<tote-product>` to be defined too. */
  'tote-suggestions': {
    element: ToteSuggestions
    attributes: {
      /** Id of the product that they are to go with; without it they go with the basket. */
      product?: ToteSuggestions['product'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteSuggestions['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteSuggestions['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteSuggestions['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteSuggestions['messages'] | undefined
    }
    events: {
      /** Before an add; cancelable. */
      'tote-add-request': ToteAddRequestEvent
      /** After the shopper added. */
      'tote-cart-change': ToteCartChangeEvent
      /** Before the product is opened; cancelable. */
      'tote-product-open': ToteProductOpenEvent
    }
  }
  /** A show without its picture, for a thin network or a device that saves data: a still of the product that is shown, else the poster, why that is so, and a button back to the picture. Of a live show without sound it keeps the products coming. Stands in a `<tote-player>`, which puts it there. */
  'tote-thin': {
    element: ToteThin
    attributes: {
      /** Why there is no picture: `asked` for, `saving` data, or a `slow` network. */
      reason?: ToteThin['reason'] | undefined
      /** Nothing is heard either. */
      silent?: ToteThin['silent'] | undefined
      /** Address of the still while no product is shown. */
      poster?: ToteThin['poster'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteThin['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteThin['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteThin['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteThin['messages'] | undefined
    }
    events: {
      /** When that is pressed; cancelable. */
      'tote-media-request': MediaRequestEvent
    }
  }
  /** A show that is open on two screens: moves it here, keeps both pictures together, or makes this screen the one with products and basket. Shows nothing while it is open nowhere else. */
  'tote-together': {
    element: ToteTogether
    attributes: {
      /** Over the picture: only what is asked or told there. Without it all that can be wished. */
      compact?: ToteTogether['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteTogether['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteTogether['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteTogether['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteTogether['messages'] | undefined
    }
    events: {}
  }
  /** The line for what is sold out. With `variant` the button that joins the line for it, and then the place in it; without, whatever it is the shopper's turn for, with the time they have and the button that takes it. Of what is given out by turns it shows `<tote-drop>` in its place. */
  'tote-waitlist': {
    element: ToteWaitlist
    attributes: {
      /** Id of the variant to wait for. Left out, it shows turns alone. */
      variant?: ToteWaitlist['variant'] | undefined
      /** For over the picture. */
      compact?: ToteWaitlist['compact'] | undefined
      /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
      for?: ToteWaitlist['for'] | undefined
      /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
      theme?: ToteWaitlist['theme'] | undefined
    }
    properties: {
      /** The tote to show. Leave it out and the element finds one: see `for`. */
      tote?: ToteWaitlist['tote'] | undefined
      /** Texts of this element that differ from the page's. */
      messages?: ToteWaitlist['messages'] | undefined
    }
    events: {}
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-carry': ToteCarry
    'tote-cart': ToteCart
    'tote-chat': ToteChat
    'tote-checkouts': ToteCheckouts
    'tote-controls': ToteControls
    'tote-drop': ToteDrop
    'tote-friends': ToteFriends
    'tote-gallery': ToteGallery
    'tote-launcher': ToteLauncher
    'tote-mini': ToteMini
    'tote-moments': ToteMoments
    'tote-note': ToteNote
    'tote-notices': ToteNotices
    'tote-offer': ToteOffer
    'tote-orders': ToteOrders
    'tote-player': TotePlayer
    'tote-points': TotePoints
    'tote-poll': TotePoll
    'tote-product': ToteProduct
    'tote-product-card': ToteProductCard
    'tote-products': ToteProducts
    'tote-reactions': ToteReactions
    'tote-settings': ToteSettings
    'tote-share': ToteShare
    'tote-stores': ToteStores
    'tote-suggestions': ToteSuggestions
    'tote-thin': ToteThin
    'tote-together': ToteTogether
    'tote-waitlist': ToteWaitlist
  }
}
