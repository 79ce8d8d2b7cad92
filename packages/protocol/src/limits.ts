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
  /** One batch is one transaction: its locks are held for all of it. */
  maxBatch: 50,
  /** A full batch with full attributes fits; anything larger is not ours. */
  maxFrameBytes: 32_768,
  /** What the card area shows at once without covering the host. */
  maxPinnedProducts: 3,
})
