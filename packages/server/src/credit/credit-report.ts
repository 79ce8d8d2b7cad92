import type { CreditGroup, CreditReport, CreditRule } from '@tote/protocol'
import { selectBookedRules, sumCredit } from '../store/sale-store.ts'
import { sumLifetimes, type Lifetime } from '../store/buyer-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { countCueCrowd } from '../store/cue-crowd-store.ts'
import { countCrowd, type Crowd } from '../store/touch-store.ts'
import { readCredit, type CreditQuestion } from './credit-entries.ts'
import { readLabels } from './credit-labels.ts'
import { consentWords, kindWords, ruleWords } from './credit-rule.ts'
import { soldKey, SoldSums, type Sold, type SoldBy } from './sold.ts'

const BREAKDOWNS: readonly SoldBy[] = ['show', 'host', 'channel', 'product', 'cue', 'associate']

/** What was sold between two moments and to whom it is credited, as the tenant sees it. */
export async function creditReport(
  db: Db,
  tenant: Tenant,
  { rule, from, to, keepDays, nowMs }: CreditQuestion & { keepDays: number; nowMs: number },
): Promise<CreditReport> {
  const range = { from, to }
  const sold = await (rule === undefined
    ? sumBooked(db, tenant, range)
    : sumAnew(db, tenant, { rule, ...range }))
  const met = await countCueCrowd(db, tenant.id, range)
  const lifetimes = await readLifetimes(db, tenant, range)
  const cues = new Set([...sold.cue.keys(), ...met.keys(), ...lifetimes.cue.keys()])
  const label = await readLabels(db, tenant, [...cues])
  const grouped = async (by: SoldBy) => {
    // Shoppers are met by shows; whoever serves them at a store comes later.
    if (by === 'associate')
      return groups({ sold: sold[by], crowd: new Map(), lifetimes: new Map() }, label[by])
    const crowd = by === 'cue' ? met : await countCrowd(db, tenant.id, { ...range, by })
    return groups({ sold: sold[by], crowd, lifetimes: lifetimes[by] }, label[by])
  }
  const everybody = await countCrowd(db, tenant.id, { ...range, by: null })
  return {
    rule: {
      name: rule ?? 'booked',
      words: [
        ...(rule === undefined ? await bookedWords(db, tenant, range) : [ruleWords[rule]]),
        ...kindWords,
        ...(tenant.creditConsent ? [consentWords] : []),
      ],
    },
    from,
    to,
    currencyCode: tenant.currencyCode,
    total: figuresOf(sold.total.get(''), everybody.get(''), lifetimes.total.get('')),
    by: {
      show: await grouped('show'),
      host: await grouped('host'),
      channel: await grouped('channel'),
      product: await grouped('product'),
      cue: await grouped('cue'),
      associate: await grouped('associate'),
    },
    keepDays,
    now: nowMs,
  }
}

type AllSold = Readonly<Record<SoldBy | 'total', ReadonlyMap<string, Sold>>>

/** As it stands in the ledger, summed up by the database. */
async function sumBooked(
  db: Db,
  { id, currencyCode }: Tenant,
  range: { from: number; to: number },
): Promise<AllSold> {
  const sum = (by: SoldBy | null) => sumCredit(db, id, { ...range, currencyCode, by })
  return {
    total: await sum(null),
    show: await sum('show'),
    host: await sum('host'),
    channel: await sum('channel'),
    product: await sum('product'),
    cue: await sum('cue'),
    associate: await sum('associate'),
  }
}

/** Shared out anew, sale by sale. */
async function sumAnew(
  db: Db,
  tenant: Tenant,
  question: CreditQuestion & { rule: CreditRule },
): Promise<AllSold> {
  const total = new SoldSums(() => '')
  const sums = BREAKDOWNS.map((by) => [by, new SoldSums((entry) => soldKey(by, entry))] as const)
  for await (const entries of readCredit(db, tenant, question)) {
    total.add(entries)
    for (const [, sum] of sums) sum.add(entries)
  }
  const sold = (by: SoldBy) => sums.find(([known]) => known === by)?.[1].sold ?? new Map<string, Sold>()
  return {
    total: total.sold,
    show: sold('show'),
    host: sold('host'),
    channel: sold('channel'),
    product: sold('product'),
    cue: sold('cue'),
    associate: sold('associate'),
  }
}

async function bookedWords(
  db: Db,
  { id, creditRule }: Tenant,
  range: { from: number; to: number },
): Promise<string[]> {
  const rules = new Set([creditRule, ...(await selectBookedRules(db, id, range))])
  return ['As it was booked, by the rule that stood then.', ...[...rules].map((rule) => ruleWords[rule])]
}

/** What those brought who were first met between two moments, by where that was. */
async function readLifetimes(db: Db, { id, currencyCode }: Tenant, range: { from: number; to: number }) {
  const sum = (by: Exclude<SoldBy, 'associate'> | null) =>
    sumLifetimes(db, id, { ...range, currencyCode, by })
  return {
    total: await sum(null),
    show: await sum('show'),
    host: await sum('host'),
    channel: await sum('channel'),
    product: await sum('product'),
    cue: await sum('cue'),
  }
}

function groups(
  {
    sold,
    crowd,
    lifetimes,
  }: {
    sold: ReadonlyMap<string, Sold>
    crowd: ReadonlyMap<string, Crowd>
    lifetimes: ReadonlyMap<string, Lifetime>
  },
  label: (key: string) => string,
): CreditGroup[] {
  const keys = [...new Set([...sold.keys(), ...crowd.keys(), ...lifetimes.keys()])]
  return keys
    .map((key) => ({
      key,
      label: label(key),
      ...figuresOf(sold.get(key), crowd.get(key), lifetimes.get(key)),
    }))
    .toSorted((one, other) => revenueOf(other) - revenueOf(one) || (one.label < other.label ? -1 : 1))
}

const nothing: Sold = { orders: 0, units: 0, revenue: { direct: 0, assisted: 0, none: 0 } }
const noLifetime: Lifetime = { buyers: 0, revenue: 0 }
const nobody: Crowd = { viewers: 0, carts: 0, ordered: 0, buyers: 0 }

const revenueOf = ({ revenue: { direct, assisted, none } }: Pick<Sold, 'revenue'>) => direct + assisted + none

function figuresOf(
  sold: Sold = nothing,
  crowd: Crowd = nobody,
  lifetime: Lifetime = noLifetime,
): CreditReport['total'] {
  const { viewers, carts, ordered, buyers } = crowd
  return {
    ...sold,
    averageOrder: sold.orders === 0 ? null : Math.round(revenueOf(sold) / sold.orders),
    viewers,
    carts,
    buyers,
    conversion: viewers === 0 ? null : buyers / viewers,
    abandonment: carts === 0 ? null : 1 - ordered / carts,
    newBuyers: lifetime.buyers,
    lifetimeValue: lifetime.buyers === 0 ? null : Math.round(lifetime.revenue / lifetime.buyers),
  }
}
