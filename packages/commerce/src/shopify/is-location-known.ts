import * as z from 'zod'
import { toGid } from './gid.ts'
import type { AskShopify } from './shopify-api.ts'

const locationQuery = `query ToteLocation($id: ID!) { location(id: $id) { isActive } }`
const locationSchema = z.object({ location: z.object({ isActive: z.boolean() }).nullable() })

export async function isLocationKnown(
  admin: AskShopify,
  locationId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const id = toGid('Location', locationId)
  if (id === null) return false
  const { location } = await admin({
    what: 'a location',
    query: locationQuery,
    variables: { id },
    answer: locationSchema,
    signal,
  })
  return location?.isActive === true
}
