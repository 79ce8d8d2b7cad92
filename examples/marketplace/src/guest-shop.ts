/** The brand whose show the marketplace mounts. */
export const guestShop = {
  name: 'Atelier',
  initial: 'A',
  since: 'Sells on Fardel since 2021',
  about: 'Shown live from the workshop, with the maker at the table.',
} as const
