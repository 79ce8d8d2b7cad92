import { showInfoSchema, type ShowInfo } from '@tote/protocol'

const variant = (id: string, price: number) => ({
  id,
  title: id,
  options: [],
  price,
  free: null,
  isActive: true,
})

/** As the hub tells it to whoever asks. */
export const showInfo = (now: number, epoch = 'e1'): ShowInfo =>
  showInfoSchema.parse({
    tenant: { id: 'maison', name: 'Maison' },
    show: { id: 'spring', title: 'Spring', status: 'live', startsAt: 0 },
    catalogue: {
      currencyCode: 'EUR',
      products: ['mug', 'shirt', 'hat'].map((id, index) => ({
        id,
        title: `The ${id}`,
        description: '',
        options: [],
        variants: [variant(id, 1000 * (index + 1))],
      })),
    },
    stores: [{ id: 'rue-verte', name: 'Rue Verte' }],
    carryTo: ['https://market.test'],
    epoch,
    now,
    build: 'test',
  })
