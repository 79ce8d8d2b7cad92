import { describe, expect, test } from 'vitest'
import { catalogueProblem, shopCatalogueSchema } from '../shop-catalogue.ts'
import type { FeedOptions } from './build-catalogue.ts'
import { readFeed } from './read-feed.ts'

const NOW = Date.UTC(2026, 10, 15)
const read = (text: string, options: Partial<FeedOptions> = {}) => readFeed(text, { nowMs: NOW, ...options })

const lines = (...all: string[]) => all.join('\n')
const csv = (...all: string[]) => read(lines('id,title,price,availability', ...all))
const whys = ({ problems }: ReturnType<typeof read>) => problems.map(({ at, why }) => `${at}: ${why}`)

/** Every value of a catalogue by its path, but for what we made of nothing. */
function values(root: unknown, path = ''): string[] {
  if (typeof root !== 'object' || root === null) return [path]
  return Object.entries(root).flatMap(([key, value]) => values(value, path === '' ? key : `${path}.${key}`))
}

describe('[U39] each value of an import has its source', () => {
  const shirts = lines(
    'id,item group id,title,description,link,image link,price,sale_price,availability,quantity,color,size,brand,sku,gtin,mpn',
    'tee-r-s,tee,"Tee, red","Soft.\nVery soft.",https://b.example/tee,https://b.example/r.jpg,25.00 EUR,19.90 EUR,in stock,12,Red,S,Maison,T-RS,4006381333931,X1',
    'tee-r-m,tee,"Tee, red",,https://b.example/tee,https://b.example/r.jpg,25.00 EUR,,out of stock,,Red,M,Maison,,4006381333948,X2',
    '',
    'mug,,Mug,,https://b.example/mug,,1900 EUR,,in_stock,0,,,,,,',
  )

  test('of a CSV file line and column, and the text that stands there', () => {
    const { catalogue, sources, problems } = read(shirts)
    expect(problems).toEqual([])
    expect(catalogue).toEqual({
      currency: 'EUR',
      locations: [{ id: 'feed', name: 'feed', kind: 'warehouse' }],
      products: [
        {
          id: 'tee',
          title: 'Tee, red',
          description: 'Soft.\nVery soft.',
          brand: 'Maison',
          image: 'https://b.example/r.jpg',
          options: [
            { name: 'color', values: ['Red'] },
            { name: 'size', values: ['S', 'M'] },
          ],
          variants: [
            {
              id: 'tee-r-s',
              title: 'Red / S',
              options: ['Red', 'S'],
              sku: 'T-RS',
              price: 1990,
              compareAt: 2500,
              stock: { feed: 12 },
            },
            { id: 'tee-r-m', title: 'Red / M', options: ['Red', 'M'], price: 2500, stock: { feed: 0 } },
          ],
        },
        {
          id: 'mug',
          title: 'Mug',
          description: '',
          options: [],
          variants: [{ id: 'mug', title: 'Mug', options: [], price: 190_000, stock: { feed: 0 } }],
        },
      ],
    })
    const at = new Map(sources.map(({ path, ...from }) => [path, from]))
    expect(at.get('products.0.variants.0.price')).toEqual({
      text: '19.90 EUR',
      at: 'line 2, column sale_price',
    })
    expect(at.get('products.0.variants.0.compareAt')).toEqual({
      text: '25.00 EUR',
      at: 'line 2, column price',
    })
    // A text that goes over two lines moves those that follow.
    expect(at.get('products.0.variants.1.stock.feed')).toEqual({
      text: 'out of stock',
      at: 'line 4, column availability',
    })
    expect(at.get('products.1.variants.0.price')?.at).toBe('line 6, column price')
  })

  test('each that is in the catalogue, and none that is not', () => {
    const { catalogue, sources } = read(shirts)
    const known = new Set(sources.map(({ path }) => path))
    const made = /^(?:currency|locations)|\.options\.\d+\.(?:name|values)|\.description$/
    expect(values(catalogue).filter((path) => !known.has(path) && !made.test(path))).toEqual([])
    const all = new Set(values(catalogue))
    expect([...known].filter((path) => !all.has(path))).toEqual([])
  })

  test('of JSON its path', () => {
    const { catalogue, sources, problems } = read(
      JSON.stringify({
        products: [
          {
            id: 'a',
            title: 'A',
            price: { value: '19.90', currency: 'EUR' },
            imageLink: 'https://b.example/a.jpg',
          },
          { id: 'b', title: 'B', price: '5.00 EUR', item_group_id: 'bs', sku: 'B-1' },
        ],
      }),
    )
    expect(problems).toEqual([])
    expect(catalogue?.products).toMatchObject([
      { id: 'a', image: 'https://b.example/a.jpg', inventoryMode: 'none', variants: [{ price: 1990 }] },
      { id: 'bs', variants: [{ id: 'b', price: 500, sku: 'B-1' }] },
    ])
    expect(sources).toContainEqual({
      path: 'products.0.variants.0.price',
      text: '19.90 EUR',
      at: '$.products[0].price',
    })
    expect(sources).toContainEqual({
      path: 'products.1.variants.0.sku',
      text: 'B-1',
      at: '$.products[1].sku',
    })
  })

  test('of a page the script, and the path in it', () => {
    const { catalogue, sources, problems } = read(
      lines(
        '<!doctype html><title>Lamp</title>',
        '<script type="application/ld+json">',
        '{"@context": "https://schema.org", "@graph": [',
        '  {"@type": "WebPage", "mainEntity": {"@id": "#lamp"}},',
        '  {"@id": "#lamp", "@type": "Product", "name": "Paper lamp", "sku": "L-1", "mpn": "77",',
        '   "image": ["/lamp.jpg", "/lamp-2.jpg"], "brand": {"@type": "Brand", "name": "Maison"},',
        '   "offers": {"@type": "Offer", "price": 149, "priceCurrency": "EUR", "availability": "https://schema.org/InStock",',
        '     "inventoryLevel": {"@type": "QuantitativeValue", "value": 7}},',
        '   "isRelatedTo": {"@type": "Product", "name": "Bulb", "sku": "B", "offers": {"price": "1", "priceCurrency": "EUR"}}}',
        ']}</script><p>From €1</p>',
      ),
      { baseUrl: 'https://brand.example/lamps/paper' },
    )
    expect(problems).toEqual([])
    expect(catalogue?.products).toEqual([
      {
        id: 'L-1',
        title: 'Paper lamp',
        description: '',
        brand: 'Maison',
        image: 'https://brand.example/lamp.jpg',
        options: [],
        variants: [
          { id: 'L-1', title: 'Paper lamp', options: [], sku: 'L-1', price: 14_900, stock: { feed: 7 } },
        ],
      },
    ])
    expect(sources).toContainEqual({
      path: 'products.0.variants.0.price',
      text: '149',
      at: 'script on line 2, $["@graph"][1].offers.price',
    })
    expect(sources).toContainEqual({
      path: 'products.0.variants.0.price',
      text: 'EUR',
      at: 'script on line 2, $["@graph"][1].offers.priceCurrency',
    })
  })

  test('a group of variants on a page is one product', () => {
    const offer = (price: string, availability: string) => ({
      '@type': 'Offer',
      priceSpecification: { price, priceCurrency: 'JPY' },
      availability,
    })
    const group = {
      '@type': ['ProductGroup'],
      productGroupID: 'tee',
      name: 'Tee',
      description: 'Soft.',
      hasVariant: [
        {
          '@type': 'Product',
          name: 'Tee S',
          sku: 'T-S',
          size: 'S',
          offers: [offer('3100', 'http://schema.org/InStock')],
        },
        { '@type': 'Product', name: 'Tee M', sku: 'T-M', size: 'M', offers: offer('3200', 'SoldOut') },
      ],
    }
    const { catalogue, problems } = read(
      `<html><script type='application/ld+json; charset=utf-8'>${JSON.stringify(group)}</script>`,
    )
    expect(catalogue).toMatchObject({
      currency: 'JPY',
      products: [
        {
          id: 'tee',
          title: 'Tee',
          inventoryMode: 'none',
          variants: [{ id: 'T-S', title: 'Tee S', price: 3100 }],
        },
      ],
    })
    expect(whys({ problems, catalogue: null, sources: [] })).toEqual([
      'script on line 1, $.hasVariant[1].offers.availability: is sold out, and left out: others of product tee have no quantity',
    ])
  })
})

describe('[U39] no SKU is ever made up', () => {
  test.each(['id', 'gtin', 'mpn', 'item_group_id'])('not of the column %s', (column) => {
    const { catalogue } = read(
      lines(
        `id,title,price${column === 'id' ? '' : `,${column}`}`,
        `a-1,A,1.00 EUR${column === 'id' ? '' : ',4006381333931'}`,
      ),
    )
    expect(catalogue?.products[0]?.variants[0]).not.toHaveProperty('sku')
  })

  test.each(['mpn', 'gtin13', '@id', 'url'])(
    'not of %s on a page, which then names nothing that can be sold',
    (name) => {
      const product = {
        '@type': 'Product',
        name: 'Lamp',
        [name]: 'https://b.example/77',
        offers: { price: '1.00', priceCurrency: 'EUR' },
      }
      const { catalogue, problems } = read(
        `<script type="application/ld+json">${JSON.stringify(product)}</script>`,
      )
      expect(catalogue).toBeNull()
      expect(problems).toMatchObject([{ why: expect.stringContaining('nothing that names it') }])
    },
  )
})

describe('[U39] no price is ever guessed', () => {
  test.each([
    ['19.00 EUR', 1900],
    ['19 EUR', 1900],
    ['EUR 19.5', 1950],
    ['19.900 EUR', 1990],
    ['0 EUR', 0],
    ['3100 JPY', 3100],
    ['3100.00 JPY', 3100],
    ['1.234 KWD', 1234],
    ['0.29 EUR', 29],
    ['1.13 EUR', 113],
    ['999999999.99 EUR', 99_999_999_999],
  ])('%s is %i', (price, amount) => {
    const { catalogue, problems } = csv(`a,A,${price},in_stock`)
    expect(problems).toEqual([])
    expect(catalogue?.products[0]?.variants[0]?.price).toBe(amount)
  })

  test.each([
    '"19,00 EUR"',
    '"1,234.00 EUR"',
    '1.234.00 EUR',
    '€19.00',
    '19.00 €',
    'from 19.00 EUR',
    '19.00-25.00 EUR',
    '19.999 EUR',
    '3100.50 JPY',
    '-1.00 EUR',
    '1e3 EUR',
    '19.00 EUR USD',
    '99999999999999 EUR',
    'EUR',
    '19.00 eur',
    '٣ EUR',
  ])('%s is not read, and the line is told', (price) => {
    const { catalogue, problems } = csv(`a,A,${price},in_stock`, 'b,B,1.00 EUR,in_stock')
    expect(catalogue?.products.map(({ id }) => id)).toEqual(['b'])
    expect(problems).toMatchObject([{ at: 'line 2, column price' }])
  })

  test('without a currency it is read in the one that was named, and otherwise not', () => {
    const text = lines('id,title,price', 'a,A,19.00', 'b,B,5.00 USD')
    expect(whys(read(lines('id,title,price', 'a,A,19.00')))).toEqual([
      'line 2, column price: “19.00” says no currency: write 19.00 EUR, or name it with --currency',
    ])
    const named = read(text, { currency: 'EUR' })
    expect(named.catalogue).toMatchObject({ currency: 'EUR', products: [{ variants: [{ price: 1900 }] }] })
    expect(whys(named)).toEqual(['line 3, column price: is in USD, the catalogue in EUR'])
  })

  test('of two currencies none is chosen', () => {
    const { catalogue, problems } = csv('a,A,1.00 EUR,in_stock', 'b,B,1.00 USD,in_stock')
    expect(catalogue).toBeNull()
    expect(problems).toMatchObject([{ why: expect.stringContaining('EUR and USD') }])
  })

  test.each([
    ['2026-11-01T00:00+0100/2026-11-30T23:59+0100', 1500, 1900],
    ['2026-11-01/2026-11-30', 1500, 1900],
    ['2026-11-16T00:00Z/2026-11-30T23:59Z', 1900, undefined],
    ['2026-10-01T00:00/2026-11-14T23:59', 1900, undefined],
    ['next week', 1900, undefined],
  ])('a sale price counts in its time alone: %s', (dates, price, compareAt) => {
    const { catalogue, problems } = read(
      lines('id,title,price,sale price,sale price effective date', `a,A,19.00 EUR,15.00 EUR,${dates}`),
    )
    const [variant] = catalogue?.products[0]?.variants ?? []
    expect([variant?.price, variant?.compareAt]).toEqual([price, compareAt])
    expect(problems).toHaveLength(dates === 'next week' ? 1 : 0)
  })

  const page = (offers: unknown) =>
    read(
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'Lamp', sku: 'L', offers })}</script>`,
    )
  const offer = (more: object) => ({ '@type': 'Offer', price: '1.00', priceCurrency: 'EUR', ...more })
  test.each([
    ['none', undefined, 'has no offer'],
    [
      'a range',
      { '@type': 'AggregateOffer', lowPrice: 1, highPrice: 9, priceCurrency: 'EUR' },
      'range of prices',
    ],
    ['two sellers', [offer({ seller: 'A' }), offer({ price: '2.00', seller: 'B' })], '2 offers'],
    ['a price without a currency', { price: '1.00' }, 'no currency'],
    ['two prices', offer({ price: ['1.00', '2.00'] }), 'has no price'],
    [
      'two prices, one for members',
      { priceSpecification: [offer({}), offer({ price: '0.50' })] },
      'has no price',
    ],
  ])('of offers on a page: %s', (_name, offers, why) => {
    const { catalogue, problems } = page(offers)
    expect(catalogue).toBeNull()
    expect(problems).toMatchObject([{ why: expect.stringContaining(why) }])
  })

  test('offers that each have a SKU are variants', () => {
    const { catalogue, problems } = page([
      offer({ sku: 'L-S', name: 'Small' }),
      offer({ sku: 'L-L', price: '2.00' }),
    ])
    expect(problems).toEqual([])
    expect(catalogue?.products).toMatchObject([
      {
        id: 'L',
        title: 'Lamp',
        variants: [
          { id: 'L-S', sku: 'L-S', title: 'Small', price: 100 },
          { id: 'L-L', sku: 'L-L', price: 200 },
        ],
      },
    ])
  })
})

describe('what cannot be read', () => {
  test('is listed by its line, and the rest is read', () => {
    const result = csv(
      'a/b,A,1.00 EUR,in_stock',
      ',B,1.00 EUR,in_stock',
      'c,,1.00 EUR,in_stock',
      'd,D,,in_stock',
      'e,E,1.00 EUR,perhaps',
      'f,F,1.00 EUR',
      'g,G,1.00 EUR,in_stock',
      'g,G again,2.00 EUR,in_stock',
    )
    expect(result.catalogue?.products.map(({ id, title }) => [id, title])).toEqual([['g', 'G']])
    expect(whys(result)).toEqual([
      'line 7: has 3 values, the first line names 4',
      'line 2, column id: “a/b” cannot be an id here: 1 to 64 of letters, digits and . _ ~ -',
      'line 3: has nothing that names it: an id, or in JSON-LD a sku or productID',
      'line 4: has no title',
      'line 5: has no price',
      'line 6, column availability: “perhaps” is no availability that is known',
      'line 9: its id g is that of line 8 too, which is taken',
    ])
  })

  test.each([
    ['tabs', '\t'],
    ['semicolons', ';'],
    ['bars', '|'],
  ])('a file with %s and a byte order mark is read', (_name, sign) => {
    const text = [
      ['ID', 'Title', 'g:price'],
      ['a', 'A, or so', '1.00 EUR'],
    ]
      .map((line) => line.join(sign))
      .join('\r\n')
    expect(read(`\uFEFF${text}`).catalogue?.products).toMatchObject([{ id: 'a', title: 'A, or so' }])
  })

  test.each([
    ['', 'names no id, title, price'],
    ['name,cost\na,1', 'names no id, title, price'],
    ['id,title,price,price\na,A,1.00 EUR,2.00 EUR', 'more than once'],
    ['id,title,price\na,"A,1.00 EUR', 'not CSV'],
    ['{"id": ', 'is not JSON'],
    ['{"things": []}', 'has no list'],
    ['[1]', 'is not an object'],
    ['<?xml version="1.0"?><rss/>', 'is XML'],
    ['<h1>Lamp</h1> €19', 'has no schema.org Product'],
    ['<script type="application/ld+json">{"@type": </script>', 'is not JSON'],
  ])('%j is nothing, and says why', (text, why) => {
    const { catalogue, problems } = read(text)
    expect(catalogue).toBeNull()
    expect(problems.map((problem) => problem.why).join()).toContain(why)
  })

  test('a count that contradicts itself is no count, and one of some variants is none of the product', () => {
    const text = lines(
      'id,item_group_id,title,price,availability,quantity',
      'a,,A,1.00 EUR,out_of_stock,5',
      'b,,B,1.00 EUR,in_stock,many',
      'c1,c,C,1.00 EUR,in_stock,5',
      'c2,c,C,1.00 EUR,in_stock,',
      'c3,c,C,1.00 EUR,out_of_stock,',
    )
    const { catalogue, problems } = read(text)
    expect(catalogue).toMatchObject({
      locations: [],
      products: [
        {
          id: 'c',
          inventoryMode: 'none',
          variants: [
            { id: 'c1', stock: {} },
            { id: 'c2', stock: {} },
          ],
        },
      ],
    })
    expect(problems.map(({ at }) => at)).toEqual([
      'line 2, column availability',
      'line 3, column quantity',
      'line 4, column quantity',
      'line 6, column availability',
    ])
  })

  test('an address that is a script, a text that is too long: the value is left out, the product is not', () => {
    const { catalogue, problems } = read(
      lines('id,title,price,image_link,brand', `a,A,1.00 EUR,javascript:alert(1),${'x'.repeat(121)}`),
    )
    expect(catalogue?.products).toMatchObject([{ id: 'a' }])
    expect(catalogue?.products[0]).not.toHaveProperty('image')
    expect(problems.map(({ at }) => at)).toEqual(['line 2, column brand', 'line 2, column image_link'])
  })

  test('what tells some variants apart and not others is no option', () => {
    const { catalogue, problems } = read(
      lines('id,item_group_id,title,price,size,color', 'a,t,Tee S,1.00 EUR,S,Red', 'b,t,Tee M,1.00 EUR,M,'),
    )
    expect(catalogue?.products).toMatchObject([
      { options: [{ name: 'size' }], variants: [{ options: ['S'] }, {}] },
    ])
    expect(problems).toMatchObject([{ why: expect.stringContaining('color is said of 1 of 2') }])
  })

  test('strange names and a page that refers in circles do no harm', () => {
    const json = '[{"id":"a","title":"A","price":"1.00 EUR","__proto__":{"sku":"X"},"constructor":"Y"}]'
    expect(read(json).catalogue?.products[0]?.variants[0]).not.toHaveProperty('sku')
    const circle = [
      { '@id': '#a', '@type': 'WebPage', mainEntity: { '@id': '#b' } },
      { '@id': '#b', '@type': 'WebPage', mainEntity: { '@id': '#a' } },
    ]
    expect(read(`<script type="application/ld+json">${JSON.stringify(circle)}</script>`).catalogue).toBeNull()
    const deep = `${'{"item":'.repeat(3000)}{}${'}'.repeat(3000)}`
    expect(read(`<script type="application/ld+json">${deep}</script>`).catalogue).toBeNull()
  })

  test('ten thousand products and no more, each whole', () => {
    const many = Array.from(
      { length: 10_050 },
      (_, index) => `p-${index},Product ${index},${index}.99 EUR,in_stock`,
    )
    const { catalogue, problems } = csv(...many)
    if (catalogue === null) throw new Error('nothing was read')
    expect(catalogue.products).toHaveLength(10_000)
    expect(problems).toHaveLength(50)
    expect(shopCatalogueSchema.parse(catalogue)).toEqual(catalogue)
    expect(catalogueProblem(catalogue)).toBeNull()
  })
})
