import { createTestTote, type TestToteOptions } from '../../../src/internal/testing/tote-fixtures.ts'
import { showIdSchema, showSchema } from '@tote/protocol'
import type { Goods } from './goods.ts'
import { until } from './look.ts'

/** An element by itself in the page, on a tote of plain stores, once it shows what `selector` finds. */
export async function drawElement<Tag extends keyof HTMLElementTagNameMap>(
  goods: Goods,
  tag: Tag,
  {
    selector,
    properties = {},
    pdt = 0,
    ...options
  }: TestToteOptions & {
    readonly selector: string
    readonly properties?: Partial<HTMLElementTagNameMap[Tag]>
    /** Programme time that the picture is at. */
    readonly pdt?: number
  },
) {
  const made = createTestTote({ products: goods.all, ...options })
  const show = showSchema.parse({ id: 'show', title: 'Autumn at the atelier', status: 'live', startsAt: 0 })
  made.$show.set({ status: 'ready', show, tenantName: 'Maison Ondine' })
  made.$position.set({ showId: showIdSchema.parse('show'), mode: 'live', pdt, isPlaying: true })
  const element = document.createElement(tag)
  Object.assign(element, { tote: made.tote, ...properties })
  document.querySelector('main')?.append(element)
  await until(() => element.shadowRoot?.querySelector(selector), `${selector} in ${tag}`)
  return { ...made, element, root: element.shadowRoot ?? element }
}
