/**
 * The protocol's version, spoken in the handshake. A hub speaks the current and the previous one.
 * `version.test.ts` pins a hash of all schemas: change a schema and it fails until a line is added here.
 *
 * History
 * 1  first: journeys and tickets, carts, shows and cues.
 */
export const PROTOCOL_VERSION = 1
