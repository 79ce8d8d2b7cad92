import { ShopError } from './shop-error.ts'
import { shopCatalogueSchema, type ShopCatalogue } from './shop-catalogue.ts'
import { whatIsAmiss } from './what-is-amiss.ts'

/** What an adapter made of a shop's catalogue, held to what every catalogue is. @throws ShopError `invalid` */
export function parseCatalogue(content: unknown, platform: string): ShopCatalogue {
  const catalogue = shopCatalogueSchema.safeParse(content)
  if (catalogue.success) return catalogue.data
  const amiss = whatIsAmiss(catalogue.error)
  throw new ShopError('invalid', `The catalogue of ${platform} cannot be used: ${amiss}.`)
}
