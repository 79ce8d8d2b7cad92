import { writeFile } from 'node:fs/promises'
import { BRAND, SCENE_SECONDS, type DemoProduct } from './demo-product.ts'
import { products } from './products.ts'

/** Every way to choose one value of each option, in order. */
function choices({ options }: DemoProduct): string[][] {
  return options.reduce<string[][]>(
    (all, { values }) => all.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  )
}

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')

function toVariants(product: DemoProduct) {
  return choices(product).map((options, index) => {
    const id = [product.id, ...options.map(slug)].join('-')
    const [warehouse, store] = product.stock[index] ?? product.stock.at(-1) ?? [0, 0]
    return {
      id,
      title: options.length === 0 ? product.title : options.join(' / '),
      options,
      sku: id.toUpperCase(),
      price: product.price,
      ...(product.compareAt === undefined ? {} : { compareAt: product.compareAt }),
      stock: spread({ warehouse, store, index }),
    }
  })
}

/** Of what there is plenty, some lies at the other stores, not all of it at each. */
function spread({ warehouse, store, index }: { warehouse: number; store: number; index: number }) {
  if (warehouse < PLENTY) return { warehouse, 'store-marais': store }
  const canal = index % 2 === 0 ? 3 : 0
  return {
    warehouse: warehouse - canal - LYON,
    'store-marais': store,
    'store-canal': canal,
    'store-lyon': LYON,
  }
}
const PLENTY = 12
const LYON = 4

const catalogue = {
  currency: 'EUR',
  locations: [
    { id: 'warehouse', name: 'Lille warehouse', kind: 'warehouse' },
    { id: 'store-marais', name: 'Paris, Le Marais', kind: 'store' },
    { id: 'store-canal', name: 'Paris, Canal Saint-Martin', kind: 'store' },
    { id: 'store-lyon', name: 'Lyon, Presqu’île', kind: 'store' },
  ],
  products: products.map((product) => ({
    id: product.id,
    title: product.title,
    description: product.description,
    brand: BRAND,
    image: `pictures/${product.id}.webp`,
    options: product.options,
    ...(product.inventoryMode === undefined ? {} : { inventoryMode: product.inventoryMode }),
    variants: toVariants(product),
  })),
}

const cues = products.flatMap(({ id, title, note }, index) => {
  const start = index * SCENE_SECONDS
  return [
    { atSeconds: start, cue: { kind: 'chapterStarted', title } },
    { atSeconds: start + 0.6, cue: { kind: 'productPinned', productId: id } },
    ...dropOf(id).map((cue) => ({ atSeconds: start + 1.2, cue })),
    ...(note === undefined
      ? []
      : [
          { atSeconds: start + 1.6, cue: { kind: 'noteSet', text: note } },
          { atSeconds: start + 7.6, cue: { kind: 'noteSet', text: null } },
        ]),
    { atSeconds: start + 7.8, cue: { kind: 'productUnpinned', productId: id } },
  ]
})

/** One product costs less while it is shown, and a little after. */
function dropOf(productId: string) {
  if (productId !== 'wool-throw') return []
  const variants = catalogue.products.find(({ id }) => id === productId)?.variants ?? []
  const prices = variants.map(({ id, price }) => ({ variantId: id, price: 12900, was: price }))
  return [{ kind: 'priceChanged', productId, prices, lastsMs: 20_000 }]
}

const write = (name: string, content: unknown) =>
  writeFile(new URL(`../${name}`, import.meta.url), `${JSON.stringify(content, null, 2)}\n`)
await write('catalogue.json', catalogue)
await write('rundown.json', { durationSeconds: products.length * SCENE_SECONDS, cues })
