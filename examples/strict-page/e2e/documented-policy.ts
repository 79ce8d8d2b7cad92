import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const guide = fileURLToPath(new URL('../../../docs/guides/content-security.md', import.meta.url))

export interface PolicyOptions {
  /** Of the hub, which here is the stream's too. */
  readonly hub: string
  readonly nonce?: string
}

/** The policy under a heading of the guide, as it stands there, with this page's hub and nonce in place of the guide's. */
export function documentedPolicy(heading: string, { hub, nonce = '' }: PolicyOptions): string {
  const [, section = ''] = readFileSync(guide, 'utf8').split(`## ${heading}\n`)
  const policy = /```http\nContent-Security-Policy:\n([^`]+)```/.exec(section)?.[1]
  if (policy === undefined) throw new Error(`the guide has no policy under "${heading}"`)
  return policy
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(' https://cdn.example.com', '')
    .replaceAll('wss://hub.example.com', hub.replace(/^http/, 'ws'))
    .replaceAll('https://hub.example.com', hub)
    .replaceAll('r4nd0m', nonce)
    .trim()
}
