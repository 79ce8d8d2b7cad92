import type { Db } from './store.ts'

/** Where a place of a journey was, whether or not it still is. */
export interface SeenPlace {
  /** Origin of the page that the shopper saw: for a frame of the hub the page around it. */
  readonly where: string
  readonly createdAt: number
  readonly seenAt: number
}

/** When a journey began and was last touched, and the places it has had. */
export async function selectSeenPlaces(
  db: Db,
  tenantId: string,
  journeyId: string,
): Promise<{ createdAt: number; seenAt: number; places: SeenPlace[] }> {
  const journey = await db
    .selectFrom('journey')
    .select(['created_at', 'touched_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .executeTakeFirstOrThrow()
  const places = await db
    .selectFrom('place')
    .select(['origin', 'embedded_in', 'created_at', 'seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .execute()
  return {
    createdAt: journey.created_at,
    seenAt: journey.touched_at,
    places: places.map(({ origin, embedded_in, created_at, seen_at }) => ({
      where: embedded_in ?? origin,
      createdAt: created_at,
      seenAt: seen_at,
    })),
  }
}
