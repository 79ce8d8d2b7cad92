import * as z from 'zod/mini'
import { clientIdSchema } from '../ids.ts'
import type { FriendsCarts } from '../friends/friends-cart.ts'
import type { Lead } from '../journey/lead.ts'
import type { Answer } from '../wire/answer.ts'
import type { Hello } from '../wire/hello.ts'
import { posSchema } from '../wire/pos.ts'
import { showJoinSchema } from '../wire/show-join.ts'
import { syncSchema } from '../wire/sync.ts'
import type { Waits } from '../wire/waits.ts'

/** `POST /v1/sync`: all that a place asks now and then where no socket gets through. */
export const httpsSyncSchema = z.strictObject({
  v: z.int(),
  clientId: clientIdSchema,
  cart: z.optional(syncSchema),
  show: z.optional(showJoinSchema),
  pos: z.optional(posSchema),
})
export type HttpsSync = z.infer<typeof httpsSyncSchema>

/** Each part is answered as on a socket, its own refusal included; hello comes each time. */
export interface HttpsSynced {
  readonly hello: Hello
  readonly cart?: Answer<unknown>
  readonly show?: Answer<unknown>
  /** As the event of that name. */
  readonly lead?: Lead
  /** As the event of that name. */
  readonly waits?: Waits | null
  /** As the event of that name. */
  readonly friends?: FriendsCarts | null
}
