import {
  downSchemas,
  ToteError,
  type Bye,
  type CartDelta,
  type CatalogueNews,
  type Lead,
  type PlaceJoined,
  type ShowNews,
  type ShowPulse,
  type StockNews,
} from '@tote/protocol'

/** Who takes what the hub tells. */
export interface DownListeners {
  cart(delta: CartDelta): void
  show(news: ShowNews): void
  pulse(pulse: ShowPulse): void
  catalogue(news: CatalogueNews): void
  stock(news: StockNews): void
  joined(message: PlaceJoined): void
  claim(): void
  lead(message: Lead): void
  /** Not yet parsed. */
  waits(message: unknown): void
  /** Not yet parsed. */
  friends(message: unknown): void
  bye(message: Bye): void
  onFault(error: ToteError): void
}

/** Parses a message of the hub and hands it on. What cannot be read is told and left out. */
export function hearDown(event: string, message: unknown, to: DownListeners): void {
  switch (event) {
    case 'cart':
      return use(downSchemas.cart.safeParse(message), to.cart, to)
    case 'show':
      return use(downSchemas.show.safeParse(message), to.show, to)
    case 'show.l':
      return use(downSchemas['show.l'].safeParse(message), to.pulse, to)
    case 'catalogue':
      return use(downSchemas.catalogue.safeParse(message), to.catalogue, to)
    case 'stock':
      return use(downSchemas.stock.safeParse(message), to.stock, to)
    case 'place.joined':
      return use(downSchemas['place.joined'].safeParse(message), to.joined, to)
    // Says nothing but that there is something to collect.
    case 'claim':
      return to.claim()
    case 'lead':
      return use(downSchemas.lead.safeParse(message), to.lead, to)
    case 'waits':
      return to.waits(message)
    case 'friends':
      return to.friends(message)
    case 'bye':
      return use(downSchemas.bye.safeParse(message), to.bye, to)
    default:
    // A newer hub may know more events than we do.
  }
}

function use<T>(
  parsed: { success: true; data: T } | { success: false },
  run: (message: T) => void,
  { onFault }: DownListeners,
): void {
  if (parsed.success) run(parsed.data)
  else onFault(new ToteError('internal', 'The hub sent a message this version cannot read; it was left out.'))
}
