import * as z from 'zod/mini'
import { CLAIM_CODE } from './claim-code.ts'

/** Names a claim in the hub window's address. Worthless without the key that made it. */
export const claimIdSchema = z.string().check(z.regex(/^tk_[A-Za-z0-9_-]{22}$/))
export const claimCodeSchema = z.string().check(z.regex(CLAIM_CODE))
/** Two digits that both sides show, or that the one asks and the other shows. */
export const matchDigitsSchema = z.string().check(z.regex(/^\d\d$/))
/** Handed by a hub window to the page that opened it, and to no other. */
export const releaseSchema = z.string().check(z.regex(/^tr_[A-Za-z0-9_-]{22}$/))
