/**
 * Where a hub has a show's poster; it redirects to the picture.
 * @returns Null while hub, key or show is missing or the hub is no address.
 */
export function posterUrl({ hub, key, show }: { hub: unknown; key: unknown; show: unknown }): string | null {
  if (typeof hub !== 'string' || typeof key !== 'string' || typeof show !== 'string' || !URL.canParse(hub))
    return null
  return new URL(`/v1/shows/${encodeURIComponent(show)}/poster?key=${encodeURIComponent(key)}`, hub).href
}
