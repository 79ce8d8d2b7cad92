import * as z from 'zod/mini'
import { showIdSchema, tenantIdSchema } from '../ids.ts'
import { publishableKeySchema } from '../journey/proof.ts'
import { limits } from '../limits.ts'
import { showSchema } from '../show/show.ts'

/** `GET /v1/shows?key=pk_…`: a tenant's shows, a page at a time. In an address everything is text. */
export const showListQuerySchema = z.object({
  key: publishableKeySchema,
  /** How many at most, as a number from 1; without it, and beyond it, `limits.maxListedShows`. */
  limit: z.optional(z.string().check(z.regex(/^[1-9]\d{0,3}$/))),
  /** The last show of the page before. */
  after: z.optional(showIdSchema),
  /** These alone, in this order: ids with commas between them. What is not there is left out. */
  only: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
})

/** A show as a gallery needs to know it. */
export const listedShowSchema = z.extend(showSchema, {
  /** How many products it has brought so far; 0 before it begins. */
  productCount: z.int().check(z.minimum(0)),
})
export type ListedShow = z.infer<typeof listedShowSchema>

/** Live shows first, then those to come, the next first, then those that were, the latest first. */
export const showListSchema = z.object({
  tenant: z.object({ id: tenantIdSchema, name: z.string() }),
  shows: z.array(listedShowSchema).check(z.maxLength(limits.maxListedShows)),
  /** Ask with `after` this for the next page; null when there is none. */
  next: z.nullable(showIdSchema),
  now: z.int(),
  build: z.string(),
})
export type ShowList = z.infer<typeof showListSchema>
