import type { ToteRequestEvent } from './request-event.ts'

/** [U48] For whoever builds the page, with `?tote-debug` or `data-debug` on the script tag: which requests nobody takes. */
export function tellUnheard(request: ToteRequestEvent<unknown>): void {
  const isDebugged =
    /[?&]tote-debug\b/.test(location.search) ||
    document.querySelector('script[data-debug][data-key]') !== null
  if (!isDebugged) return
  import('./unheard-requests.ts').then(
    ({ listUnheard }) => listUnheard(document, request.type),
    // Words for a developer, of code that could not be had; the network panel has its own.
    () => undefined,
  )
}
