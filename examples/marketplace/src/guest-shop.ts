/** The brand whose show the marketplace mounts. */
export const guestShop = {
  name: 'Maison Ondine',
  initial: 'O',
  since: 'Sells on Fardel since 2021',
  about: 'Twelve things for the house a season, shown live from the workshop in Nantes.',
} as const
