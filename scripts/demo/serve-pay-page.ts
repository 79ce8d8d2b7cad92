import { join } from 'node:path'
import { serveSite } from './serve-site.ts'

export interface PayPageOptions {
  readonly root: string
  readonly port: number
  /** Folders with the shop's pictures. */
  readonly pictures: readonly string[]
  /** Sites that it may lead back to. */
  readonly sites: readonly string[]
  readonly values: Readonly<Record<'platform' | 'api' | 'storeKey' | 'country', string>>
}

/** The storefront of a real shop as far as the demo needs one: its pictures, and the page to pay on. Resolves to its stop. */
export function servePayPage({
  root,
  port,
  pictures,
  sites,
  values,
}: PayPageOptions): Promise<() => Promise<void>> {
  return serveSite({
    port,
    folders: [
      ...pictures.map((folder) => ({ at: '/kept/', folder })),
      { at: '/', folder: join(root, 'examples/pay-page') },
    ],
    values: { ...values, sites: sites.join(' ') },
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        `connect-src ${new URL(values.api).origin}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ].join('; '),
      // What an address of a check-out opens is told to no other site.
      'referrer-policy': 'no-referrer',
    },
  })
}
