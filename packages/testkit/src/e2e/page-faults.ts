import type { Page } from 'puppeteer-core'

export interface PageFault {
  readonly kind: 'console' | 'uncaught' | 'request'
  readonly text: string
  /** The page that it happened in. */
  readonly url: string
}

/** Collects what a page should not do: errors and warnings in its console, uncaught errors, requests that fail. */
export function collectFaults(page: Page, faults: PageFault[]): void {
  const note = (kind: PageFault['kind'], text: string) => faults.push({ kind, text, url: page.url() })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') note('console', message.text())
  })
  page.on('pageerror', (error) =>
    note('uncaught', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason told'
    // A page that is left, or a player that changes its mind, gives up what it asked for: no fault.
    if (reason !== 'net::ERR_ABORTED') note('request', `${request.method()} ${request.url()}: ${reason}`)
  })
}
