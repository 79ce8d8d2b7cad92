import type { Address } from '@tote/protocol'

/** As it is written on a parcel there; which country is plain from where the shopper is. */
export function addressText({ streetAddress, postalCode, addressLocality, addressRegion }: Address): string {
  const town = [postalCode, addressLocality].filter((part) => part !== undefined).join(' ')
  return [streetAddress, town, addressRegion].filter((part) => part !== undefined).join(', ')
}
