// Made by `npm run manifest` from what the elements say of themselves; change it there.
import { createComponent } from './create-component.ts'
import { renderPoster } from './render-poster.ts'

/** Brings a basket here from another site or device, or takes this one along: by a window of the hub, a code to scan or eight letters to type. Nothing is joined before the shopper's yes. With the attribute `compact` a chip for over the picture of who is new here and has nothing in the basket: its press opens the hub's window. */
export const ToteCarry = createComponent('tote-carry', {
  load: () => import('@tote/player/define/tote-carry'),
  properties: ['tote', 'messages'],
})

/** The shopper's basket: its lines with quantity and price, undo, subtotal, and the way to check-out. With the attribute `badge` only a button with the number of items, for the page's header; it opens the basket in a sheet. */
export const ToteCart = createComponent('tote-cart', {
  load: () => import('@tote/player/define/tote-cart'),
  properties: ['tote', 'messages'],
})

/** What is said beside the show, and a line to say something. What others write is text and nothing else. A message that is refused goes back into the line with the reason. Ears hear how much is new, not each message. */
export const ToteChat = createComponent('tote-chat', {
  load: () => import('@tote/player/define/tote-chat'),
  properties: ['tote', 'messages'],
})

/** While a basket is paid that several merchants sell: who is paid already, who is to be paid still, each with a button, and who could not take the order and why. Comes with `<tote-cart>`, and shows nothing where one merchant sells all. */
export const ToteCheckouts = createComponent('tote-checkouts', {
  load: () => import('@tote/player/define/tote-checkouts'),
  properties: ['pay', 'tote', 'messages'],
})

/** The bar under the picture. It shows what it is told and asks for what is pressed; it plays nothing itself. */
export const ToteControls = createComponent('tote-controls', {
  load: () => import('@tote/player/define/tote-controls'),
  properties: ['messages'],
})

/** What is given out by turns. With `variant` when it opens, the button that joins its queue, and then the place in it; without, whatever it is the shopper's turn for, with the time they have and the button that takes it. */
export const ToteDrop = createComponent('tote-drop', {
  load: () => import('@tote/player/define/tote-drop'),
  properties: ['tote', 'messages'],
})

/** A basket that up to twenty friends fill together, each in a colour of their own: who put in what, who is for it, and who buys it into their own basket. With the attribute `compact` the question about an invitation that this page was opened by: nobody joins before they say so. Both are loaded when they are needed. */
export const ToteFriends = createComponent('tote-friends', {
  load: () => import('@tote/player/define/tote-friends'),
  properties: ['tote', 'messages'],
})

/** A tenant's shows: live ones, those to come and replays. Pressing one opens its player, in a dialog or in place. Nothing is loaded before it is near, and nothing is counted. */
export const ToteGallery = createComponent('tote-gallery', {
  load: () => import('@tote/player/define/tote-gallery'),
  properties: ['messages'],
})

/** A show in a corner of the page, to be opened in a dialog from wherever the shopper is. Sent away it stays away, until the show is another: to come, live, or a replay. It makes way for what has the focus. */
export const ToteLauncher = createComponent('tote-launcher', {
  load: () => import('@tote/player/define/tote-launcher'),
  properties: ['messages'],
})

/** The player in a corner of the window, while the shopper is elsewhere on the page: to be dragged, moved by arrows or a button, brought back or closed. It leaves what has the focus to be seen. Stands in a `<tote-player>`, which puts it there. */
export const ToteMini = createComponent('tote-mini', {
  load: () => import('@tote/player/define/tote-mini'),
  properties: ['tote', 'messages'],
})

/** What was shown before: each product with its moment, to go back to as far as the stream holds it, and a link to it that can be passed on. `compact` is the word over the picture to who came late: 'You missed 3 products'. */
export const ToteMoments = createComponent('tote-moments', {
  load: () => import('@tote/player/define/tote-moments'),
  properties: ['tote', 'messages'],
})

/** What the host wants read: a few words over the picture, once the picture has reached them and as long as they stand in it. A shopper may put a note away; the next one comes. */
export const ToteNote = createComponent('tote-note', {
  load: () => import('@tote/player/define/tote-note'),
  properties: ['tote', 'messages'],
})

/** What the shopper should be told: an add that was refused, a price that changed, the basket opened elsewhere, being offline. Told politely to ears, and dismissible; news goes by itself after ten seconds unless pointer or focus is on it. */
export const ToteNotices = createComponent('tote-notices', {
  load: () => import('@tote/player/define/tote-notices'),
  properties: ['tote', 'messages'],
})

/** Asks whether the basket and moment of another site shall be continued here. Nothing is joined before the shopper says so, both answers weigh the same, and the page keeps its focus. */
export const ToteOffer = createComponent('tote-offer', {
  load: () => import('@tote/player/define/tote-offer'),
  properties: ['tote', 'messages'],
})

/** What the shopper has ordered, in every place of theirs: a word of thanks, how the goods are got with the code to show at the store, what was given back, and earlier orders. Shows nothing before the first one. */
export const ToteOrders = createComponent('tote-orders', {
  load: () => import('@tote/player/define/tote-orders'),
  properties: ['tote', 'messages'],
})

/** A live or recorded show that can be shopped: picture, captions, the product shown now, all products and the basket. Give it a hub, a publishable key and a show. */
export const TotePlayer = createComponent('tote-player', {
  load: () => import('@tote/player/define'),
  properties: ['messages', 'engine'],
  mediaEvents: [
    'play',
    'playing',
    'pause',
    'ended',
    'waiting',
    'seeking',
    'seeked',
    'timeupdate',
    'volumechange',
    'durationchange',
    'loadedmetadata',
    'canplay',
  ],
  renderInside: renderPoster,
})

/** The points of a shopper who is signed in: how many they have, a button that takes as many off the basket as it takes, what the basket brings, and how they came about. Shows nothing where the shop has no points. */
export const TotePoints = createComponent('tote-points', {
  load: () => import('@tote/player/define/tote-points'),
  properties: ['tote', 'messages'],
})

/** The poll that the picture has reached: its question with a button for each answer, and how the votes stand once the shopper has voted or it is closed. A journey has one vote. */
export const TotePoll = createComponent('tote-poll', {
  load: () => import('@tote/player/define/tote-poll'),
  properties: ['tote', 'messages'],
})

/** One product of the show in full: picture, price, description, options, quantity, and the button that adds it. */
export const ToteProduct = createComponent('tote-product', {
  load: () => import('@tote/player/define/tote-product'),
  properties: ['tote', 'messages'],
})

/** The product the host is showing, when the picture reaches it: picture, price, choice and the button that adds. The latest is large, earlier ones that are still shown are small. Needs `<tote-product>` to be defined too. */
export const ToteProductCard = createComponent('tote-product-card', {
  load: () => import('@tote/player/define/tote-product-card'),
  properties: ['tote', 'messages'],
})

/** The products of the show. Those the picture is showing are marked; pressing one opens it in place. Where there are more than eight they can be searched. Needs `<tote-product>` to be defined too. */
export const ToteProducts = createComponent('tote-products', {
  load: () => import('@tote/player/define/tote-products'),
  properties: ['tote', 'messages'],
})

/** A button for each reaction, and what the crowd shows, as signs that rise over the picture. Where the shopper wants less motion the signs stand and fade. Nothing of it is read out: only the buttons are. */
export const ToteReactions = createComponent('tote-reactions', {
  load: () => import('@tote/player/define/tote-reactions'),
  properties: ['tote', 'messages'],
})

/** Quality, speed, captions, audio and chapters of a picture, as far as it has them, and what keys do. It asks for what is chosen and shows what the player then says. Stands in a `<tote-player>`, which opens it. */
export const ToteSettings = createComponent('tote-settings', {
  load: () => import('@tote/player/define/tote-settings'),
  properties: ['player', 'page', 'tote', 'messages'],
})

/** A basket's contents in a link, for where a shopper's own basket cannot go. With the attribute `compact` the question about such a link that this page was opened by: nothing is added before the shopper says so. */
export const ToteShare = createComponent('tote-share', {
  load: () => import('@tote/player/define/tote-share'),
  properties: ['tote', 'messages'],
})

/** How the goods of the basket are got: sent home, or picked up at one of the shop's stores, each with what of the basket it has, when that is ready and when it is open. The nearest is found from where the shopper says they are, on the page alone. Shows nothing where the shop has no stores. */
export const ToteStores = createComponent('tote-stores', {
  load: () => import('@tote/player/define/tote-stores'),
  properties: ['tote', 'messages'],
})

/** What goes with a product, or with the basket: a few products that can be had now, each with why it is suggested and the button that adds it. Shows nothing where there is nothing to suggest. Needs `<tote-product>` to be defined too. */
export const ToteSuggestions = createComponent('tote-suggestions', {
  load: () => import('@tote/player/define/tote-suggestions'),
  properties: ['tote', 'messages'],
})

/** A show without its picture, for a thin network or a device that saves data: a still of the product that is shown, else the poster, why that is so, and a button back to the picture. Of a live show without sound it keeps the products coming. Stands in a `<tote-player>`, which puts it there. */
export const ToteThin = createComponent('tote-thin', {
  load: () => import('@tote/player/define/tote-thin'),
  properties: ['tote', 'messages'],
})

/** A show that is open on two screens: moves it here, keeps both pictures together, or makes this screen the one with products and basket. Shows nothing while it is open nowhere else. */
export const ToteTogether = createComponent('tote-together', {
  load: () => import('@tote/player/define/tote-together'),
  properties: ['tote', 'messages'],
})

/** The line for what is sold out. With `variant` the button that joins the line for it, and then the place in it; without, whatever it is the shopper's turn for, with the time they have and the button that takes it. Of what is given out by turns it shows `<tote-drop>` in its place. */
export const ToteWaitlist = createComponent('tote-waitlist', {
  load: () => import('@tote/player/define/tote-waitlist'),
  properties: ['tote', 'messages'],
})
