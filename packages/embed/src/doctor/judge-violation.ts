import { fault, type Finding } from './finding.ts'

/** As a page's `securitypolicyviolation` event tells it. */
export interface Violation {
  readonly effectiveDirective: string
  /** An address, or a word such as `inline` or `trusted-types-policy`. */
  readonly blockedURI: string
  /** What was refused, where the browser says it. */
  readonly sample: string
}

/** Directives that Tote asks something of; those of the same kind stand for one. */
const WORDS: Readonly<Record<string, string>> = {
  'connect-src': 'what is fetched or connected to',
  'img-src': 'a picture',
  'media-src': 'the film',
  'script-src': 'a script',
  'style-src': 'a style',
  'frame-src': 'a frame',
  'trusted-types': 'a Trusted Types policy',
  'require-trusted-types-for': 'text where Trusted Types are asked for',
}

/** What a policy refused, and the line that would allow it. */
export function judgeViolation({ effectiveDirective, blockedURI, sample }: Violation): Finding {
  const directive = effectiveDirective.replace(/-(?:elem|attr)$/, '')
  const what = WORDS[directive] ?? directive
  if (directive === 'trusted-types') {
    const [policy = '…'] = sample.split('|')
    return fault(`The page’s policy refused ${what}.`, 'Content-Security-Policy', `trusted-types ${policy}`)
  }
  return fault(
    `The page’s policy refused ${what}: ${blockedURI}`,
    'Content-Security-Policy',
    `${directive} ${sourceOf(blockedURI)}`,
  )
}

/** As it stands in a policy. */
function sourceOf(blocked: string): string {
  if (/^(?:blob|data)\b/.test(blocked)) return `${blocked.slice(0, 4)}:`
  if (URL.canParse(blocked)) return new URL(blocked).origin
  // Never advice to allow what is written into the page.
  return "'nonce-…'"
}
