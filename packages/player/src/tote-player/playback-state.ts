import type { ToteError } from '@tote/protocol'

export type PlaybackState =
  /** The poster: nothing was asked of the stream yet. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'playing' }
  | { readonly status: 'paused' }
  | { readonly status: 'ended' }
  | { readonly status: 'failed'; readonly error: ToteError }
