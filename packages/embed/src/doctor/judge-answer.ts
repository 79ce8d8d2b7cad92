import { fault, look, well, type Finding } from './finding.ts'

/** What came of asking the hub for a show. */
export type Asked =
  | {
      readonly is: 'answered'
      readonly status: number
      readonly code: string | null
      readonly message: string
    }
  /** Nobody answers there at all. */
  | { readonly is: 'silent' }
  /** Somebody answers, and this page may not read it. */
  | { readonly is: 'unreadable' }
  /** The page's own policy forbade the question. */
  | { readonly is: 'forbidden' }

export interface Question {
  readonly hub: string
  readonly show: string
  /** Of the page. */
  readonly origin: string
}

/** What the hub's answer for one show says of the page's set-up. */
export function judgeAnswer(asked: Asked, { hub, show, origin }: Question): Finding {
  switch (asked.is) {
    case 'forbidden':
      return fault(
        `The page’s own policy forbids asking the hub, ${hub}.`,
        'Content-Security-Policy',
        `connect-src ${hub} ${toSocketOrigin(hub)}`,
      )
    case 'silent':
      return fault(
        `Nobody answers at ${hub}. Is the hub running, and can this device reach it?`,
        'the script tag',
        'data-hub="https://…"',
      )
    case 'unreadable':
      return fault(
        `What answers at ${hub} is no hub of this version, or something between blocks it: its answer may not be read by other sites.`,
        'the script tag',
        'data-hub="https://…"',
      )
    case 'answered':
      break
    default:
      asked satisfies never
  }
  const { status, code, message } = asked
  if (status === 200) return well(`The hub knows the show “${show}” and takes this page for a channel.`)
  if (code === 'origin' && origin === 'null') return look('The hub gives a page without an origin nothing.')
  if (code === 'origin')
    return fault(
      `${origin} is not a channel of the tenant, so that the hub gives its pages nothing.`,
      'the tenant file, "channels"',
      `{ "origin": ${JSON.stringify(origin)}, "name": "…", "isTrusted": true }`,
    )
  if (code === 'unknown_key')
    return fault('No tenant of this hub has this key.', 'the script tag', 'data-key="pk_…"')
  if (code === 'unknown_show')
    return fault(`There is no show “${show}” in this hub for this key.`, '<tote-player>', 'show="…"')
  if (status === 429 || status >= 500) return look(`The hub answers ${status} just now: ${message}`)
  return fault(`The hub refuses: ${message}`, '<tote-player>', `show=${JSON.stringify(show)}`)
}

/** Policies know a WebSocket's origin as another one. */
export function toSocketOrigin(hub: string): string {
  return hub.replace(/^http/, 'ws')
}
