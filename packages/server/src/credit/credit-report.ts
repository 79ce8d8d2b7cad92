import type { CreditGroup, CreditReport, CreditRule } from '@tote/protocol'
import { selectCredits, selectSales } from '../store/sale-store.ts'
import { selectProductTitles } from '../store/catalogue-store.ts'
import { selectStores } from '../store/location-store.ts'
import { selectPins, selectShows } from '../store/show-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { countCrowd, type Crowd } from '../store/touch-store.ts'
import { kindWords, ruleWords } from './credit-rule.ts'
import { creditOf, type Credit, type Sale } from './credit-sale.ts'

/** One part of a sale in a report. */
export interface CreditEntry {
  readonly sale: Sale
  readonly rule: CreditRule
  readonly credit: Credit
}

export interface CreditQuestion {
  /** Shares everything out anew by this rule; as it was booked without it. */
  readonly rule?: CreditRule | undefined
  readonly from: number
  readonly to: number
}

/** Every part of every sale between two moments, in the order they were told. */
export async function readCredit(
  db: Db,
  tenant: Tenant,
  { rule, from, to }: CreditQuestion,
): Promise<CreditEntry[]> {
  const sales = (await selectSales(db, tenant.id, { from, to })).filter(
    ({ currencyCode }) => currencyCode === tenant.currencyCode,
  )
  if (rule !== undefined)
    return sales.flatMap((sale) => creditOf(rule, sale).map((credit) => ({ sale, rule, credit })))
  const bySale = new Map(sales.map((sale) => [keyOf(sale), sale]))
  return (await selectCredits(db, tenant.id, { from, to })).flatMap(({ credit, rule: booked, ...key }) => {
    const sale = bySale.get(keyOf(key))
    return sale === undefined ? [] : [{ sale, rule: booked, credit }]
  })
}

const keyOf = ({ checkoutId, lineId, ref }: Pick<Sale, 'checkoutId' | 'lineId' | 'ref'>) =>
  JSON.stringify([checkoutId, lineId, ref])

/** What was sold between two moments and to whom it is credited, as the tenant sees it. */
export async function creditReport(
  db: Db,
  tenant: Tenant,
  { rule, from, to, keepDays, nowMs }: CreditQuestion & { keepDays: number; nowMs: number },
): Promise<CreditReport> {
  const entries = await readCredit(db, tenant, { rule, from, to })
  const labels = await readLabels(db, tenant, entries)
  const crowdBy = (by: Parameters<typeof countCrowd>[2]['by']) => countCrowd(db, tenant.id, { from, to, by })
  const all = (await crowdBy(null)).get('')
  const booked = [...new Set([tenant.creditRule, ...entries.map((entry) => entry.rule)])]
  return {
    rule:
      rule === undefined
        ? {
            name: 'booked',
            words: [
              'As it was booked, by the rule that stood then.',
              ...booked.map((one) => ruleWords[one]),
              ...kindWords,
            ],
          }
        : { name: rule, words: [ruleWords[rule], ...kindWords] },
    from,
    to,
    currencyCode: tenant.currencyCode,
    total: figuresOf(entries, all),
    by: {
      show: groups(entries, ({ credit }) => credit.showId ?? aside(credit), {
        crowd: await crowdBy('show'),
        label: labels.show,
      }),
      host: groups(entries, ({ credit }) => credit.host ?? aside(credit), {
        crowd: await crowdBy('host'),
        label: labels.host,
      }),
      channel: groups(entries, ({ credit }) => (credit.storeId === null ? credit.channel : aside(credit)), {
        crowd: await crowdBy('channel'),
        label: labels.channel,
      }),
      product: groups(entries, ({ sale }) => sale.productId, {
        crowd: await crowdBy('product'),
        label: labels.product,
      }),
      cue: groups(
        entries,
        ({ credit }) =>
          credit.showId === null || credit.cue === null ? aside(credit) : `${credit.showId}#${credit.cue}`,
        { crowd: new Map(), label: labels.cue },
      ),
    },
    keepDays,
    now: nowMs,
  }
}

/** Where no show has a part: the store that has one, or nobody. */
const aside = ({ storeId }: Credit) => (storeId === null ? '' : `store:${storeId}`)

function groups(
  entries: readonly CreditEntry[],
  keyOfEntry: (entry: CreditEntry) => string,
  { crowd, label }: { crowd: ReadonlyMap<string, Crowd>; label: (key: string) => string },
): CreditGroup[] {
  const byKey = Map.groupBy(entries, keyOfEntry)
  const keys = [...new Set([...byKey.keys(), ...crowd.keys()])]
  return keys
    .map((key) => ({ key, label: label(key), ...figuresOf(byKey.get(key) ?? [], crowd.get(key)) }))
    .toSorted((one, other) => revenueOf(other) - revenueOf(one) || (one.label < other.label ? -1 : 1))
}

const revenueOf = ({ revenue: { direct, assisted, none } }: Pick<CreditGroup, 'revenue'>) =>
  direct + assisted + none

const nobody: Crowd = { viewers: 0, carts: 0, ordered: 0, buyers: 0 }

function figuresOf(entries: readonly CreditEntry[], crowd: Crowd = nobody): CreditReport['total'] {
  const orders = new Set<string>()
  const revenue = { direct: 0, assisted: 0, none: 0 }
  let units = 0
  for (const { sale, credit } of entries) {
    if (sale.ref === '') orders.add(sale.checkoutId)
    revenue[credit.kind] += credit.amount
    units += credit.units
  }
  const { viewers, carts, ordered, buyers } = crowd
  return {
    orders: orders.size,
    units,
    revenue,
    averageOrder: orders.size === 0 ? null : Math.round(revenueOf({ revenue }) / orders.size),
    viewers,
    carts,
    buyers,
    conversion: viewers === 0 ? null : buyers / viewers,
    abandonment: carts === 0 ? null : 1 - ordered / carts,
  }
}

/** What the keys are called. */
async function readLabels(db: Db, tenant: Tenant, entries: readonly CreditEntry[]) {
  const shows = new Map((await selectShows(db, tenant.id)).map((row) => [row.id, row]))
  const products = await selectProductTitles(db, tenant.id)
  const stores = new Map<string, string>(
    (await selectStores(db, tenant.id)).map(({ id, name }) => [id, name]),
  )
  const channels = new Map(tenant.channels.map(({ origin, name }) => [origin, name]))
  const credited = new Set(entries.flatMap(({ credit }) => credit.showId ?? []))
  const pins = new Map(
    (await selectPins(db, tenant.id, [...credited])).map((pin) => [`${pin.showId}#${pin.seq}`, pin]),
  )
  const besides = (key: string, otherwise: string) => {
    if (key === '') return otherwise
    const storeId = key.startsWith('store:') ? key.slice('store:'.length) : undefined
    return storeId === undefined ? null : `Store: ${stores.get(storeId) ?? storeId}`
  }
  return {
    show: (key: string) => besides(key, 'No show') ?? shows.get(key)?.title ?? key,
    host: (key: string) => besides(key, 'No host') ?? key,
    channel: (key: string) => besides(key, 'No site') ?? channels.get(key) ?? key,
    product: (key: string) => products.get(key) ?? key,
    cue(key: string) {
      const pin = pins.get(key)
      if (pin === undefined) return besides(key, 'No pin') ?? key
      const show = shows.get(pin.showId)
      const into = clockText(pin.at - (show?.starts_at ?? pin.at))
      return `${products.get(pin.productId) ?? pin.productId}, ${into} into ${show?.title ?? pin.showId}`
    },
  }
}

/** Hours, minutes and seconds into a show; before its start with a minus. */
function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${ms < 0 ? '-' : ''}${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
