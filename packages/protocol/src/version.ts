/**
 * The protocol's version, spoken in the handshake. A hub speaks the current and the previous one.
 * `version.test.ts` pins a hash of all schemas: change a schema and it fails until a line is added here.
 *
 * History
 * 1  first: journeys and tickets, carts, shows and cues. A show may name backups of its stream and caption files; a check-out
 *    may say where it is paid and lead back, and a show's info whether there is such a check-out.
 *    The credit of sales: receipts, refunds, a report, and touches in what a shopper may read of themselves.
 *    News of an order in a cart, orders to read, and the hand-over of what is picked up.
 *    Places in the line for what is sold out. With a position, whether what is watched may be measured.
 *    Drops: their cue, entries and public log.
 *    Stores to pick up at, their hours, and from when on an order can be fetched.
 *    What a store has to send and to make ready, and that it did.
 *    What goes with a product, or with the cart. Points, and what they may be spent on.
 *    Friends' carts: invitations, members, votes and what is taken of them.
 *    Passkeys of the hub's windows: made, used, listed, removed.
 *    Of a cart that is picked up, lines that are sent all the same.
 *    Notes: the host's words over the picture.
 *    In the report of credit: who served at a store, and what buyers bring in all by where they were first met. Refunds
 *    among what is tracked.
 *    Where a link leads by the hub's own window.
 *    What the staff did.
 *    Merchants: who sells a line, a product and an order, and a check-out in as many parts.
 *    "Follow me": said and taken back in the hub's windows, asked for by its frames.
 *    One profile of a shopper over a tenant's channels, and what they set for themselves.
 */
export const PROTOCOL_VERSION = 1

/** Whether a hub of this version understands a client of that one: pages live on while hubs are replaced. */
export function isSpokenVersion(spoken: number, current = PROTOCOL_VERSION): boolean {
  return spoken === current || (spoken === current - 1 && spoken > 0)
}
