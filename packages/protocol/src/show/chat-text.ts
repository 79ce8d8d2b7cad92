import * as z from 'zod/mini'
import { limits } from '../limits.ts'

/** Line ends, tabs and their like: one line is all that a chat shows. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/gu
/**
 * Marks that turn the direction of what follows, or cannot be seen: with them a message can look like another's.
 * The joiners that emoji and some scripts are written with stay.
 */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu

/** What is left of a message to show: one line, without what controls its reader. May be empty. */
export function cleanChatText(text: string): string {
  return text.toWellFormed().replace(CONTROLS, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim()
}

/** A message as it is sent; what the hub tells of it is cleaned. */
export const chatTextSchema = z.string().check(z.minLength(1), z.maxLength(limits.maxChatLength))
