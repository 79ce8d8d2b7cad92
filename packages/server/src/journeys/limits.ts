const SECOND = 1000
const MINUTE = 60 * SECOND

export const journeyLimits = Object.freeze({
  /** Long enough that a page seldom renews, short enough that a stolen one is soon worth nothing. */
  grantMs: 15 * MINUTE,
  /** A click leads to a page load, not to a pause. */
  ticketMs: 60 * SECOND,
  /** Time to read a question and answer it. */
  offerMs: 2 * MINUTE,
  /** Clocks of phones are seldom further off. */
  proofAgeMs: 60 * SECOND,
  /** Twice the age, so that no proof outlives the memory of it. */
  nonceMs: 2 * MINUTE,
  ticketsPerMinute: 10,
  /** To find the phone, unlock it, scan and read. */
  scannedTicketMs: 2 * MINUTE,
  /** To find the other device and type eight letters. */
  claimMs: 5 * MINUTE,
  /** A mistyped digit twice; of a hundred pairs a stranger gets three. */
  claimTries: 3,
  /** A browser keeps a basket as long as the hub keeps an anonymous one. */
  windowMs: 30 * 24 * 60 * MINUTE,
  /** The browser's prompt, a phone that is fetched for it, a finger that slips once. */
  passkeyQuestionMs: 5 * MINUTE,
  /** One a device and some to spare; a bound for the list, not for the shopper. */
  passkeys: 10,
  /** As long as the widget shows the button, and the time to click it. */
  removeMs: 2 * MINUTE,
  /** A token goes from the shop's backend through its page to here at once; a copy found later is over. */
  tokenMs: 10 * MINUTE,
})
