import type { ScriptTag } from '../script-tag.ts'
import { ask, askSocket, type Surroundings } from './ask.ts'
import { fault, look, well, type Finding } from './finding.ts'
import { judgeAnswer, toSocketOrigin } from './judge-answer.ts'
import { judgeOrigin } from './judge-origin.ts'
import { judgeTag } from './judge-tag.ts'

/** As far as it is asked here: a player before or after it is upgraded. */
type Mount = HTMLElement & { readonly key?: string | null; readonly hub?: string | null }

export interface Patient extends Surroundings {
  readonly document: Document
  readonly tag: ScriptTag
  readonly WebSocket: typeof WebSocket
}

/** Looks at all that a page sets up for Tote. Changes nothing, and sends nothing but questions that a player asks too. */
export async function examine({ document, tag, WebSocket: Socket, ...around }: Patient): Promise<Finding[]> {
  const players = [...document.querySelectorAll<Mount>('tote-player')]
  const keyOf = (player: Mount) => player.getAttribute('key') ?? player.key ?? tag.key
  const found = judgeTag(
    tag,
    document.URL,
    players.length > 0 && players.every((player) => keyOf(player) !== null),
  )
  // Where it differs from that of the address, it is the one that a hub is told.
  const origin = document.defaultView?.origin ?? new URL(document.URL).origin
  found.push(...judgeOrigin({ origin, protocol: new URL(document.URL).protocol }))
  if (players.length === 0)
    found.push(
      look('There is no <tote-player> in the page yet. One in a shadow root is found by tote.scan(root).'),
    )
  for (const [index, launcher] of document.querySelectorAll('[data-tote-launcher]').entries())
    if (!launcher.getAttribute('data-tote-launcher'))
      found.push(
        fault(
          `Launcher ${index + 1} of the page names no show.`,
          `<${launcher.localName}>`,
          'data-tote-launcher="…"',
        ),
      )

  const hubs = new Set<string>()
  for (const player of players) {
    const show = player.getAttribute('show')
    const [key, hub] = [keyOf(player), player.getAttribute('hub') ?? player.hub ?? tag.hub]
    if (!show) {
      found.push(fault('A <tote-player> has no show.', '<tote-player>', 'show="…"'))
      continue
    }
    if (key === null || !URL.canParse(hub)) continue
    const asked = await ask(
      new URL(`/v1/shows/${encodeURIComponent(show)}?key=${encodeURIComponent(key)}`, hub).href,
      around,
    )
    found.push(judgeAnswer(asked, { hub, show, origin }))
    if (asked.is !== 'answered' || asked.status !== 200) continue
    hubs.add(hub)
    found.push(...(await examineStreams(streamsIn(asked.body), around)))
  }
  for (const hub of hubs)
    found.push(
      (await askSocket(`${toSocketOrigin(hub)}/socket.io/?EIO=4&transport=websocket`, Socket))
        ? well('A WebSocket to the hub opens.')
        : fault(
            'No WebSocket to the hub opens: the page’s policy, or a proxy that does not pass on upgrades. The basket works over https meanwhile.',
            'Content-Security-Policy',
            `connect-src ${toSocketOrigin(hub)}`,
          ),
    )
  return found
}

async function examineStreams(urls: readonly string[], around: Surroundings): Promise<Finding[]> {
  if (urls.length === 0) return [look('The show has nothing to play at the moment.')]
  return Promise.all(
    urls.map(async (url) => {
      const { origin } = new URL(url)
      const asked = await ask(url, around)
      switch (asked.is) {
        case 'forbidden':
          return fault(
            `The page’s own policy forbids the stream’s server, ${origin}.`,
            'Content-Security-Policy',
            `connect-src ${origin}`,
          )
        case 'unreadable':
          return fault(
            `The stream’s server, ${origin}, does not let other sites read it.`,
            'the stream’s server, in every answer',
            'Access-Control-Allow-Origin: *',
          )
        case 'silent':
          return fault(
            `Nobody answers at the stream’s address, ${url}`,
            'the show’s "stream"',
            '"live": "https://…"',
          )
        case 'answered':
          return asked.status < 400
            ? well(`The stream at ${origin} can be read.`)
            : look(`The stream’s server answers ${asked.status} just now for ${url}`)
        default:
          return asked satisfies never
      }
    }),
  )
}

function streamsIn(body: unknown): string[] {
  const show: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'show') : null
  if (typeof show !== 'object' || show === null) return []
  const stream: unknown = Reflect.get(show, 'stream')
  const backups: unknown = Reflect.get(show, 'backups')
  return [stream, ...(Array.isArray(backups) ? (backups as unknown[]) : [])].filter(
    (url): url is string => typeof url === 'string' && URL.canParse(url),
  )
}
