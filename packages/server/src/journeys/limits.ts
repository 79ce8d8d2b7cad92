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
})
