import { ToteError } from '@tote/protocol'

/**
 * What a failed request for the stream means. `status` 0 is what a script sees of a refusal by CORS and of
 * a host that does not answer alike.
 */
export function toMediaError(src: string, status: number | null): ToteError {
  const details = { field: 'stream' }
  const where = originOf(src)
  if (status === 404 || status === 410)
    return new ToteError(
      'media_not_found',
      `There is no stream at ${src} (status ${status}). Check the show's stream URL.`,
      { details },
    )
  if (status === 0)
    return new ToteError(
      'media_blocked',
      `The stream at ${where} cannot be read from this page. Its server must send Access-Control-Allow-Origin, be reachable, and the page's CSP must list it under connect-src.`,
      { details },
    )
  const why = status === null ? 'no answer in time' : `status ${status}`
  return new ToteError('media_failed', `The stream at ${where} cannot be loaded (${why}).`, { details })
}

function originOf(src: string): string {
  return URL.canParse(src) ? new URL(src).origin : src
}
