/** What is in a cart, in one text: the same for the same units of the same variants, in whatever order. */
exports.fingerprint = (items) =>
  items
    .map(({ variant_id, quantity, metadata }) => `${metadata?.tote_line ?? ''} ${variant_id} ${quantity}`)
    .toSorted()
    .join('\n')
