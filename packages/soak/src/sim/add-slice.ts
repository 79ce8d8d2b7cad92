import { readFile, writeFile } from 'node:fs/promises'
import * as z from 'zod/mini'

const sliceSchema = z.object({
  from: z.int(),
  seeds: z.int(),
  failed: z.int(),
  /** The worlds that broke a promise. */
  broken: z.array(z.int()),
  intents: z.int(),
  events: z.int(),
  virtualHours: z.number(),
  seconds: z.int(),
  machine: z.string(),
  node: z.string(),
  commit: z.string(),
})
export type Slice = z.infer<typeof sliceSchema>

const sumSchema = z.object({
  what: z.literal('sim'),
  seeds: z.int(),
  failed: z.int(),
  intents: z.int(),
  events: z.int(),
  virtualHours: z.number(),
  seconds: z.int(),
  slices: z.array(sliceSchema),
})
export type Slices = z.infer<typeof sumSchema>

/**
 * A long run in slices, summed in one file. A slice that begins where one in the file does takes its place: it was run
 * again.
 * @throws when worlds would count twice, or the file holds something else.
 */
export async function addSlice(path: string, slice: Slice): Promise<Slices> {
  const before = await readSlices(path)
  const others = before.filter(({ from }) => from !== slice.from)
  const double = others.find(
    ({ from, seeds }) => from < slice.from + slice.seeds && slice.from < from + seeds,
  )
  if (double !== undefined)
    throw new Error(
      `${path} has worlds ${double.from} to ${double.from + double.seeds - 1} already: they would count twice`,
    )
  const slices = [...others, slice].toSorted((one, other) => one.from - other.from)
  const sum = (of: (one: Slice) => number) => slices.reduce((total, one) => total + of(one), 0)
  const all: Slices = {
    what: 'sim',
    seeds: sum(({ seeds }) => seeds),
    failed: sum(({ failed }) => failed),
    intents: sum(({ intents }) => intents),
    events: sum(({ events }) => events),
    virtualHours: Math.round(sum(({ virtualHours }) => virtualHours) * 10) / 10,
    seconds: sum(({ seconds }) => seconds),
    slices,
  }
  await writeFile(path, `${JSON.stringify(all, null, 2)}\n`)
  return all
}

async function readSlices(path: string): Promise<readonly Slice[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    // The first slice begins the file.
    return []
  }
  return sumSchema.parse(JSON.parse(text)).slices
}
