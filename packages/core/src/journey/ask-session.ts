import { parseAnswer, ticketMintAnswerSchema, type PlaceId, type TicketMint } from '@tote/protocol'
import * as z from 'zod/mini'
import type { LinkSession } from '../link/link.ts'

/** A ticket; null while there is no connection. @throws ToteError */
export async function askForTicket(session: LinkSession | null, message: TicketMint): Promise<string | null> {
  if (session === null) return null
  return parseAnswer(ticketMintAnswerSchema, await session.ask('ticket.mint', message)).ticket
}

/** Whether that place, which has just joined, is taken away. */
export async function askToRemove(session: LinkSession | null, placeId: PlaceId): Promise<boolean> {
  if (session === null) return false
  try {
    parseAnswer(z.null(), await session.ask('place.remove', { placeId }))
    return true
  } catch {
    // Too late for this, or the hub is away; whoever asked tells where it can be done still.
    return false
  }
}
