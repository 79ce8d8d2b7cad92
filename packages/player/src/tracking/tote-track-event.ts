import { toGa4, toSegment, type Ga4Event, type SegmentEvent, type TrackEvent } from '@tote/core/tracking'

export interface ToteTrackDetail {
  readonly event: TrackEvent
  /** The same as GA4 and tag managers take it. */
  readonly ga4: Ga4Event
  /** The same as Segment and PostHog take it. */
  readonly segment: SegmentEvent
}

/** Something that is tracked and may be told; fired at the document, only where players are tracked. */
export class ToteTrackEvent extends CustomEvent<ToteTrackDetail> {
  static readonly type = 'tote-track'
  constructor(event: TrackEvent) {
    super(ToteTrackEvent.type, { detail: { event, ga4: toGa4(event), segment: toSegment(event) } })
  }
}

declare global {
  interface DocumentEventMap {
    'tote-track': ToteTrackEvent
  }
}
