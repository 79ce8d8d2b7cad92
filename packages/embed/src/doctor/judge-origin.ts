import { fault, type Finding } from './finding.ts'

/** Whether a hub can know this page at all: by its origin, as the browser tells it. A file is told of with the tag. */
export function judgeOrigin(page: { readonly origin: string; readonly protocol: string }): Finding[] {
  if (page.origin !== 'null' || page.protocol === 'file:') return []
  return [
    fault(
      'This page has an opaque origin: the frame it is in has a sandbox without allow-same-origin. A hub gives such a page nothing, no channel can be listed for it, and it keeps no basket.',
      'the sandbox of the <iframe>',
      'sandbox="allow-scripts allow-same-origin"',
    ),
  ]
}
