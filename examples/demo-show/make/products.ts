/** One product of the show, with the colours it is shown in and what the host says of it. */
export interface DemoProduct {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** Minor units of EUR. */
  readonly price: number
  readonly compareAt?: number
  /** Units in the warehouse and in the store, for the variants in their order; the last one goes for the rest. */
  readonly stock: readonly (readonly [warehouse: number, store: number])[]
  /** Two short sentences. */
  readonly words: readonly [string, string]
  readonly colours: Colours
}

export interface Colours {
  /** Wall, floor, and the arch behind the product. */
  readonly wall: string
  readonly floor: string
  readonly arch: string
  /** Text on the wall. */
  readonly ink: string
  /** The product itself: body, its shade, and an accent. */
  readonly body: string
  readonly shade: string
  readonly accent: string
}

const size = (...values: string[]) => [{ name: 'Size', values }]
const colour = (...values: string[]) => [{ name: 'Colour', values }]

export const products: readonly DemoProduct[] = [
  {
    id: 'linen-shirt',
    title: 'Washed linen shirt',
    description:
      'Belgian linen, washed until it hangs the way an old favourite does. Shell buttons, a collar that needs no ironing.',
    options: [...size('S', 'M', 'L'), ...colour('Chalk', 'Clay')],
    price: 8900,
    compareAt: 11900,
    stock: [
      [24, 4],
      [18, 3],
      [30, 5],
      [12, 2],
      [2, 0],
      [0, 0],
    ],
    words: [
      'This is the washed linen shirt, soft from the very first day.',
      'Wear it open in summer, and under wool in winter.',
    ],
    colours: {
      wall: '#d9c7b4',
      floor: '#c4ad95',
      arch: '#e9dccd',
      ink: '#3a2c20',
      body: '#f7f2e9',
      shade: '#dccfbe',
      accent: '#a5643f',
    },
  },
  {
    id: 'stoneware-mug',
    title: 'Stoneware mug',
    description: 'Thrown by hand in Ardèche, glazed in two dips. Holds 32 cl and its heat.',
    options: colour('Oat', 'Ink', 'Moss'),
    price: 2900,
    stock: [
      [60, 12],
      [40, 8],
      [35, 0],
    ],
    words: ['Each mug is thrown by hand: no two are alike.', 'It keeps coffee warm, and feels good to hold.'],
    colours: {
      wall: '#b9c3b4',
      floor: '#a2ae9c',
      arch: '#d3dacd',
      ink: '#26301f',
      body: '#ece5d8',
      shade: '#cfc4b1',
      accent: '#5b6b4b',
    },
  },
  {
    id: 'wool-throw',
    title: 'Merino throw',
    description:
      'Woven in Portugal from merino that has never met a dye it did not grow near. 130 by 180 cm.',
    options: colour('Natural', 'Ochre'),
    price: 14900,
    compareAt: 17900,
    stock: [
      [9, 2],
      [3, 0],
    ],
    words: [
      'A merino throw for the sofa, or the last hour in the garden.',
      'It is light, very warm, and it does not scratch.',
    ],
    colours: {
      wall: '#dcb877',
      floor: '#c79f57',
      arch: '#ecd3a2',
      ink: '#41300f',
      body: '#f1e3c4',
      shade: '#d9c08c',
      accent: '#8c4f25',
    },
  },
  {
    id: 'dome-lamp',
    title: 'Dome lamp',
    description: 'Spun steel, a linen cord and a dimmer you find in the dark. 42 cm high, bulb included.',
    options: colour('Terracotta', 'Chalk'),
    price: 12900,
    stock: [
      [15, 3],
      [11, 2],
    ],
    words: [
      'The dome lamp gives a low and golden light, made for evenings.',
      'And there is a small dimmer on the cord.',
    ],
    colours: {
      wall: '#7c4a3a',
      floor: '#653a2d',
      arch: '#96604d',
      ink: '#fbeadf',
      body: '#d9825f',
      shade: '#b8633f',
      accent: '#ffe3b0',
    },
  },
  {
    id: 'market-tote',
    title: 'Market tote',
    description: 'Heavy canvas with leather-wrapped handles. Takes a week of market and stands up by itself.',
    options: [],
    price: 5900,
    stock: [[45, 10]],
    words: [
      'Our market tote stands up by itself, even when it is empty.',
      'The handles are long enough for your shoulder.',
    ],
    colours: {
      wall: '#a9bcc4',
      floor: '#8fa5af',
      arch: '#c7d5da',
      ink: '#1d2d35',
      body: '#efe6d3',
      shade: '#d8cbb1',
      accent: '#7a4a2b',
    },
  },
  {
    id: 'carafe-set',
    title: 'Carafe and tumbler',
    description: 'Mouth-blown recycled glass, with the small bubbles that prove it. The tumbler is the lid.',
    options: colour('Clear', 'Sea'),
    price: 4500,
    stock: [
      [28, 6],
      [22, 4],
    ],
    words: [
      'A carafe for the bedside, and its tumbler is also the lid.',
      'It is blown from recycled glass, bubbles and all.',
    ],
    colours: {
      wall: '#cfdcd6',
      floor: '#b4c8bf',
      arch: '#e6efea',
      ink: '#1e3a32',
      body: '#9cc9bf',
      shade: '#6fa99d',
      accent: '#f6fbf9',
    },
  },
  {
    id: 'fig-candle',
    title: 'Fig leaf candle',
    description: 'Green fig, cedar and a little smoke in a jar you will keep. Burns for about 55 hours.',
    options: size('190 g', '600 g'),
    price: 3900,
    stock: [
      [80, 14],
      [20, 0],
    ],
    words: [
      'Green fig, cedar, and a little smoke: this is our candle.',
      'Later on, the jar is a very good glass.',
    ],
    colours: {
      wall: '#57614a',
      floor: '#454e3a',
      arch: '#6f7a5f',
      ink: '#f2f0e2',
      body: '#c88a4b',
      shade: '#a56c32',
      accent: '#ffe9b8',
    },
  },
  {
    id: 'olive-board',
    title: 'Olive wood board',
    description: 'One piece of olive wood, oiled twice. No two grains alike. 46 cm with the handle.',
    options: [],
    price: 6400,
    compareAt: 7400,
    stock: [[2, 1]],
    words: ['Each board is cut from one single piece of olive wood.', 'We have only a few left.'],
    colours: {
      wall: '#e2cfa9',
      floor: '#ccb587',
      arch: '#f0e3c8',
      ink: '#3d2f14',
      body: '#b98a4e',
      shade: '#95682f',
      accent: '#6d8a3f',
    },
  },
  {
    id: 'silk-scarf',
    title: 'Silk square',
    description: 'Twill silk with a hand-rolled hem, printed in Lyon. 65 by 65 cm.',
    options: colour('Marée', 'Corail'),
    price: 9500,
    stock: [
      [16, 4],
      [14, 5],
    ],
    words: ['The silk square is printed in Lyon, and hemmed by hand.', 'Tie it at the neck, or on a bag.'],
    colours: {
      wall: '#e4a999',
      floor: '#d08d7c',
      arch: '#f2cabf',
      ink: '#4a1f19',
      body: '#f7ede4',
      shade: '#e0cdbd',
      accent: '#23596b',
    },
  },
  {
    id: 'bud-vase',
    title: 'Tall vase',
    description: 'Matt porcelain with a narrow neck, so that one branch is enough. 34 cm.',
    options: colour('Bone', 'Slate'),
    price: 7200,
    stock: [
      [12, 3],
      [10, 2],
    ],
    words: [
      'The neck of this vase is narrow, so a single branch is enough.',
      'It is porcelain outside, and fully glazed inside.',
    ],
    colours: {
      wall: '#8c9a9e',
      floor: '#748388',
      arch: '#aab5b8',
      ink: '#f4f6f5',
      body: '#f3efe8',
      shade: '#d6cfc3',
      accent: '#3f5f46',
    },
  },
  {
    id: 'straw-hat',
    title: 'Raffia hat',
    description: 'Crocheted raffia that folds into a suitcase and forgets it. A cotton band inside.',
    options: size('56', '58'),
    price: 6900,
    compareAt: 8900,
    stock: [
      [17, 4],
      [13, 3],
    ],
    words: [
      'This hat is raffia, so you may fold it into a suitcase.',
      'It comes back into shape with a little steam.',
    ],
    colours: {
      wall: '#f0d9a8',
      floor: '#dfc081',
      arch: '#f9ecce',
      ink: '#46340f',
      body: '#dcb56a',
      shade: '#bd9246',
      accent: '#20343a',
    },
  },
  {
    id: 'velvet-cushion',
    title: 'Velvet cushion',
    description: 'Cotton velvet with a piped edge and a feather inner. 50 by 50 cm.',
    options: colour('Plum', 'Forest', 'Sand'),
    price: 5500,
    stock: [
      [25, 5],
      [21, 5],
      [0, 3],
    ],
    words: ['And last, the velvet cushion, in three deep evening colours.', 'Take two, and mix them.'],
    colours: {
      wall: '#5c4258',
      floor: '#493345',
      arch: '#745870',
      ink: '#f8ecf3',
      body: '#8d5f86',
      shade: '#6f466a',
      accent: '#e7c9a5',
    },
  },
]

export const BRAND = 'Maison Ondine'
export const SCENE_SECONDS = 8
