/** What the hub wrote into its own page: the sites that may be around it, and what each of them is told. */
export interface FrameSite {
  readonly origin: string
  readonly tellsCount: boolean
}

export interface FrameFacts {
  readonly hub: string
  readonly key: string
  readonly sites: readonly FrameSite[]
}

export function readFacts(page: Document): FrameFacts {
  const written: unknown = JSON.parse(
    page.querySelector('meta[name="tote-sites"]')?.getAttribute('content') ?? '[]',
  )
  return {
    hub: page.location.origin,
    key: new URLSearchParams(page.location.search).get('key') ?? '',
    // The hub's own words, in its own page.
    sites: written as readonly FrameSite[],
  }
}
