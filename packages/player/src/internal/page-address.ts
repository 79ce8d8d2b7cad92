/** Under this name a frame of the hub keeps where links to the page around it lead; null where it may not know. */
const PAGE = Symbol.for('tote.page')

/** The frame's own address shows nothing when it is opened by itself: a link to it would be a dead one. */
export function isFramed(page: Document): boolean {
  return PAGE in page
}

/** The address that links to this page are made of; null where there is none. */
export function pageAddress(page: Document): string | null {
  if (!isFramed(page)) return page.URL
  const address: unknown = Reflect.get(page, PAGE)
  return typeof address === 'string' ? address : null
}
