import type { ContentType } from '@tote/protocol'

/** How often what happened in an hour on one channel; see `tracking/measure.ts`. Nothing in it is of anybody. */
export interface TrackCountTable {
  tenant_id: string
  show_id: string
  hour: number
  origin: string
  content: ContentType
  measure: string
  count: number
}
