import * as z from 'zod/mini'
import { byName } from '../by-name.ts'
import { pollIdSchema, type PollId } from '../ids.ts'
import { limits } from '../limits.ts'

export const pollQuestionSchema = z.string().check(z.minLength(1), z.maxLength(120))
export const pollOptionsSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(60)))
  .check(z.minLength(2), z.maxLength(limits.maxPollOptions))

/** Votes for each option, in the options' order. */
export const tallySchema = z.array(z.int().check(z.minimum(0))).check(z.maxLength(limits.maxPollOptions))
export type Tally = z.infer<typeof tallySchema>

/** Tallies by the poll's id. */
export const talliesSchema = byName<Record<PollId, Tally>>(pollIdSchema, tallySchema)
