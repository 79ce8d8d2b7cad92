/** Bounds that both sides hold, so that a client can say no before the hub has to. */
export const limits = Object.freeze({
  /** One variant of one cart: more is a mistyped number or an attack, not a shopper. */
  maxQuantity: 999,
  /** Keeps a snapshot of a full cart, attributes included, within a few frames. */
  maxLines: 100,
  maxAttributes: 10,
  maxAttributeKeyLength: 40,
  maxAttributeValueLength: 255,
  maxNoteLength: 500,
  maxCodeLength: 40,
  /** Stacked codes are a mistake sooner than a plan. */
  maxCodes: 5,
  /** An operation that waited longer is asked about before it is sent: the shopper may have forgotten it. */
  maxOpAgeMs: 7 * 24 * 60 * 60_000,
  /** One batch is one transaction: its locks are held for all of it. */
  maxBatch: 50,
  /** As deep as a batch nests: message, list, operation, its op, attributes, one pair. */
  maxJsonDepth: 6,
  /** A full batch with full attributes fits; anything larger is not ours. */
  maxFrameBytes: 32_768,
  /** What the card area shows at once without covering the host. */
  maxPinnedProducts: 3,
  /** Two rows of the widest grid: a page of a gallery is read, not scrolled for ever. */
  maxListedShows: 24,
  /** Two lines on a phone. */
  maxChatLength: 200,
  /** Three lines over a phone's picture: read in a glance, and the host stays in sight. */
  maxHostNoteLength: 140,
  /** What a late joiner gets to read, and a widget keeps. */
  maxRecentChat: 50,
  /** As few left are worth saying: to shoppers, and to the tenant's backend. */
  lowStock: 5,
  /** More do not fit beside the picture. */
  maxPollOptions: 6,
})
