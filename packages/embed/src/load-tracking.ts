/** Tracking, for a page whose script tag asks for it: `data-track`. Without it nothing of it is loaded. */
export function loadTracking(page: Document): void {
  // Where it cannot be loaded nothing is tracked, and the show is none the worse.
  if (page.querySelector('script[data-track]')) import('./tracking/tracking.ts').catch(reportError)
}
