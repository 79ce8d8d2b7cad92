import {
  OperationNodeTransformer,
  ValueNode,
  type Compilable,
  type CompiledQuery,
  type LimitNode,
} from 'kysely'
import type { Db } from './store.ts'

/** A query of the hub's daily work, whose text is made once and not for each call. */
export interface Statement<Args, Row> {
  rows(db: Db, args: Args): Promise<Row[]>
  /** The first row; undefined when there is none. */
  row(db: Db, args: Args): Promise<Row | undefined>
  /** How many rows it wrote. */
  count(db: Db, args: Args): Promise<number>
}

/**
 * Building a query and turning it into text costs several times what SQLite needs to run it, and comes out the
 * same each time. So it is built once for each engine, with slots where the values go:
 *
 *     createStatement((db, { id }: { id: string }) => db.selectFrom('cart').selectAll().where('id', '=', id))
 *
 * A list has as many slots as it has elements, and a text for each length. What is no slot is the same in each call and
 * becomes part of the text: SQLite looks into a bound limit, and into a bound value that a partial index is about, and
 * plans the query anew each time, which takes ten times what running it does.
 *
 * @param build Hands each value to the query and looks into none: what it is given are slots, and a slot that
 * is looked into throws, as does a limit that is one. A value that may be null is compared by the engine's rules.
 */
export function createStatement<Args extends Readonly<Record<keyof Args, Value | readonly Value[]>>, Row>(
  build: (db: Db, args: Args) => Compilable<Row>,
): Statement<Args, Row> {
  const known = new WeakMap<object, Map<string, Text<Row>>>()

  function textFor(db: Db, args: Args): Text<Row> {
    // One a database: an engine's connections and transactions share it.
    const { adapter } = db.getExecutor()
    const texts = known.get(adapter) ?? new Map<string, Text<Row>>()
    known.set(adapter, texts)
    const shape = shapeOf(args)
    const text = texts.get(shape) ?? makeText(compile(db, build(db, slotsOf(args))))
    texts.set(shape, text)
    return text
  }

  function run(db: Db, args: Args) {
    const { compiled, fill } = textFor(db, args)
    return db.executeQuery<Row>({ ...compiled, parameters: fill(args) })
  }

  return {
    rows: async (db, args) => (await run(db, args)).rows,
    row: async (db, args) => (await run(db, args)).rows[0],
    count: async (db, args) => Number((await run(db, args)).numAffectedRows ?? 0),
  }
}

type Value = string | number | null

interface Text<Row> {
  readonly compiled: CompiledQuery<Row>
  fill(args: object): unknown[]
}

/** Stands in a query for a value that comes later. */
class Slot {
  readonly of: (args: object) => unknown

  constructor(of: (args: object) => unknown) {
    this.of = of
  }

  [Symbol.toPrimitive](): never {
    throw new TypeError('the text of a statement cannot depend on a value')
  }
}

/** Writes what is the same in each call into the text. */
class ConstantsToText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return node.value instanceof Slot ? node : ValueNode.createImmediate(node.value)
  }

  protected override transformLimit(node: LimitNode): LimitNode {
    if (ValueNode.is(node.limit) && node.limit.value instanceof Slot)
      throw new TypeError('the limit of a statement is part of its text')
    return super.transformLimit(node)
  }
}
const constantsToText = new ConstantsToText()

function compile<Row>(db: Db, query: Compilable<Row>): CompiledQuery<Row> {
  const { query: node, queryId } = query.compile()
  return db.getExecutor().compileQuery<Row>(constantsToText.transformNode(node, queryId), queryId)
}

function slotsOf<Args extends object>(args: Args): Args {
  const slots = Object.entries(args).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? value.map((_, index) => new Slot((given) => Reflect.get(Reflect.get(given, name), index)))
      : new Slot((given) => Reflect.get(given, name)),
  ])
  // Of the shape of the values; the query builder only hands them on.
  return Object.fromEntries(slots) as Args
}

/** How long its lists are. */
function shapeOf(args: object): string {
  let shape = ''
  for (const value of Object.values(args)) if (Array.isArray(value)) shape += `${value.length},`
  return shape
}

function makeText<Row>(compiled: CompiledQuery<Row>): Text<Row> {
  const { parameters } = compiled
  return {
    compiled,
    fill: (args) => parameters.map((value) => (value instanceof Slot ? value.of(args) : value)),
  }
}
