import type { ScriptTag } from '../script-tag.ts'
import { fault, look, well, type Finding } from './finding.ts'

/** What can be told of the tag by itself. `pageUrl` is the page's address. */
export function judgeTag({ hub, key, url }: ScriptTag, pageUrl: string, hasOwnKeys: boolean): Finding[] {
  const page = new URL(pageUrl)
  const found: Finding[] = []
  if (key === null && !hasOwnKeys)
    found.push(
      fault('The script tag has no key, and not every player has one.', 'the script tag', 'data-key="pk_…"'),
    )
  else if (key !== null && !key.startsWith('pk_'))
    found.push(
      fault('The key is none to be published: those begin with pk_.', 'the script tag', 'data-key="pk_…"'),
    )
  else found.push(well('There is a key.'))

  if (!URL.canParse(hub) || new URL(hub).origin !== hub)
    found.push(
      fault(
        `data-hub is ${JSON.stringify(hub)}, which is no origin.`,
        'the script tag',
        'data-hub="https://…"',
      ),
    )
  else if (page.protocol === 'https:' && hub.startsWith('http:') && !isLoopback(hub))
    found.push(
      fault(
        'A page over https may not ask a hub over http.',
        'the script tag',
        `data-hub=${JSON.stringify(hub.replace('http:', 'https:'))}`,
      ),
    )
  if (page.protocol === 'file:')
    found.push(
      look(
        'This page is a file: it has no origin that could be a channel. Serve it, for instance from localhost.',
      ),
    )
  if (/\/v\d+\/tote\.js/.test(url))
    found.push(look('The script’s address moves on with each version: it cannot have an integrity.'))
  return found
}

/** A secure context even without TLS. */
function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1'
}
