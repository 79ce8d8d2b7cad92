import { money } from '@tote/protocol'
import type { TrackEvent, TrackItem } from './track-event.ts'

export function itemOf(overrides: Partial<TrackItem> = {}): TrackItem {
  return {
    productId: 'mug',
    title: 'The mug',
    brand: null,
    variant: null,
    price: money(1950, 'EUR'),
    discount: null,
    quantity: 1,
    pin: null,
    ...overrides,
  }
}

export function eventOf(overrides: Partial<TrackEvent> = {}): TrackEvent {
  return {
    name: 'view_item',
    contentType: 'live',
    show: { id: 'spring', title: 'Spring' },
    tenantName: 'Maison',
    value: money(1950, 'EUR'),
    items: [itemOf()],
    codes: [],
    transactionId: null,
    ...overrides,
  }
}
