import type { PictureName } from './picture.tsx'

export interface Deal {
  readonly id: string
  readonly title: string
  readonly maker: string
  readonly place: string
  /** Minor units of euro. */
  readonly price: number
  readonly was?: number
  readonly stars: number
  readonly reviews: number
  readonly picture: PictureName
  readonly tone: string
  readonly note?: string
}

/** What other makers sell: the marketplace's own goods, which are no business of Tote's. */
export const deals: Readonly<Record<'today' | 'last', readonly Deal[]>> = {
  today: [
    {
      id: 'd1',
      title: 'Salt-glazed jug, one litre',
      maker: 'Two Kilns',
      place: 'Westerwald',
      price: 5400,
      was: 6200,
      stars: 4.8,
      reviews: 212,
      picture: 'jug',
      tone: 'sea',
      note: 'Picked today',
    },
    {
      id: 'd2',
      title: 'Reading lamp with linen shade',
      maker: 'Halvorsen Light',
      place: 'Bergen',
      price: 11900,
      stars: 4.9,
      reviews: 87,
      picture: 'lamp',
      tone: 'sun',
    },
    {
      id: 'd3',
      title: 'Three-slat kitchen chair, ash',
      maker: 'Bench & Peg',
      place: 'Stroud',
      price: 24500,
      stars: 4.7,
      reviews: 41,
      picture: 'chair',
      tone: 'moss',
    },
    {
      id: 'd4',
      title: 'Striped tea towel, pair',
      maker: 'Weberei Korn',
      place: 'Leipzig',
      price: 2600,
      stars: 4.6,
      reviews: 530,
      picture: 'cloth',
      tone: 'rose',
    },
    {
      id: 'd5',
      title: 'Paring knife, carbon steel',
      maker: 'Mesnard Fils',
      place: 'Thiers',
      price: 3900,
      was: 4500,
      stars: 4.9,
      reviews: 318,
      picture: 'knife',
      tone: 'slate',
    },
    {
      id: 'd6',
      title: 'Olive and bay soap',
      maker: 'Casa Tordo',
      place: 'Évora',
      price: 850,
      stars: 4.5,
      reviews: 1204,
      picture: 'soap',
      tone: 'moss',
      note: 'Best loved',
    },
  ],
  last: [
    {
      id: 'd7',
      title: 'Sewn notebook, dotted, 160 pages',
      maker: 'Papel & Hilo',
      place: 'Oaxaca',
      price: 1900,
      stars: 4.8,
      reviews: 96,
      picture: 'book',
      tone: 'sea',
      note: '7 left',
    },
    {
      id: 'd8',
      title: 'Herb pot with saucer',
      maker: 'Two Kilns',
      place: 'Westerwald',
      price: 2200,
      was: 2900,
      stars: 4.4,
      reviews: 64,
      picture: 'plant',
      tone: 'sun',
      note: '12 left',
    },
    {
      id: 'd9',
      title: 'Beech salad bowl, 28 cm',
      maker: 'Turn Wood',
      place: 'Graz',
      price: 6800,
      stars: 4.9,
      reviews: 150,
      picture: 'bowl',
      tone: 'rose',
      note: '3 left',
    },
    {
      id: 'd10',
      title: 'Station clock, wall',
      maker: 'Uhren Lutz',
      place: 'Biel',
      price: 14900,
      stars: 4.7,
      reviews: 29,
      picture: 'clock',
      tone: 'slate',
      note: '2 left',
    },
    {
      id: 'd11',
      title: 'Waxed canvas market bag',
      maker: 'Harbour Sail',
      place: 'Falmouth',
      price: 7400,
      was: 8900,
      stars: 4.8,
      reviews: 233,
      picture: 'bag',
      tone: 'sea',
      note: '9 left',
    },
    {
      id: 'd12',
      title: 'Beeswax pillar, 40 hours',
      maker: 'Imkerei Voss',
      place: 'Uelzen',
      price: 1600,
      stars: 4.6,
      reviews: 412,
      picture: 'candle',
      tone: 'sun',
      note: '20 left',
    },
  ],
}
