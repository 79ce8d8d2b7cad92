import { ToteError } from '@tote/protocol'
import { applyTenantFile, openStore, type Store } from '@tote/server'
import { openNodeSqlite } from '@tote/server/parts'
import type { Process, SimClock } from './sim-clock.ts'
import { CHECKOUT_MS, HOLD_MS, simTenant, START_MS, TENANT } from './sim-tenant.ts'

type Raw = ReturnType<typeof openNodeSqlite>

/** How the database behaves from now on. */
export interface DatabaseHealth {
  /** Until the disk has what it was given. */
  commitMs(): number
  /** The next commit fails: what it held is undone, and whoever waits hears `busy`. */
  failsCommit(): boolean
  /** Called when something is durable and nobody has heard of it yet. */
  onCommit(): void
}

/**
 * The hub's own store over SQLite in memory, one for all worlds of this process: emptying it is a hundred times
 * faster than making another. It outlives the hubs on it, keeps a backup, and writes down beside every change of a
 * cart what it was, for the invariants to be held against.
 */
export class SimDatabase {
  epoch = ''
  readonly #store: Store
  readonly #raw: Raw
  readonly #tables: readonly string[]
  readonly #state: State

  private constructor(store: Store, raw: Raw, state: State) {
    this.#store = store
    this.#raw = raw
    this.#state = state
    this.#tables = this.rows<{ name: string }>(
      `select name from main.sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'`,
    ).map(({ name }) => name)
  }

  static async open(): Promise<SimDatabase> {
    const state: State = { clock: null, health: null, disk: { name: 'disk', isAlive: true }, flush: null }
    let raw: Raw | undefined
    const store = await openStore('sqlite::memory:', {
      openSqlite(path) {
        raw = openNodeSqlite(path)
        return withFaults(raw, state)
      },
      defer(flush) {
        const { clock, health } = state
        if (clock === null || health === null) return Promise.resolve().then(flush)
        return new Promise((resolve) => {
          const run = () => void flush().then(resolve)
          state.flush = run
          clock.after(
            health.commitMs(),
            () => {
              state.flush = null
              run()
            },
            state.disk,
          )
        })
      },
    })
    if (raw === undefined) throw new Error('the store has opened no database')
    await store.transaction((trx) => applyTenantFile(trx, simTenant(), START_MS))
    await store.db
      .updateTable('tenant')
      .set({ hold_ms: HOLD_MS, checkout_ms: CHECKOUT_MS })
      .where('id', '=', TENANT)
      .execute()
    const opened = raw
    // Worlds are emptied; no hub is.
    for (const act of ['update', 'delete']) opened.prepare(`drop trigger audit_no_${act}`).run([])
    for (const statement of WITNESSES) opened.prepare(statement).run([])
    const database = new SimDatabase(store, opened, state)
    database.#attach('fresh')
    database.#attach('older')
    database.#copy('main', 'fresh')
    return database
  }

  get db(): Store['db'] {
    return this.#store.db
  }

  /** Begins a world: everything as when the tenant was new. */
  begin(clock: SimClock, health: DatabaseHealth): void {
    this.#state.clock = clock
    this.#state.health = health
    this.#state.disk = { name: 'disk', isAlive: true }
    this.epoch = 'epoch-1'
    this.#copy('fresh', 'main')
  }

  /** Ends the world. What still waits for the disk is refused, since whoever asked is dead by now. */
  async end(): Promise<void> {
    const { flush } = this.#state
    Object.assign(this.#state, { clock: null, health: null, flush: null })
    flush?.()
    await new Promise((done) => setImmediate(done))
  }

  transaction: Store['transaction'] = (run) => this.#store.transaction(run)

  /** The store as one hub process has it: dead, it neither writes nor hears. */
  storeFor(process: Process, clock: SimClock): Store {
    const { epoch } = this
    return {
      db: this.db,
      engine: 'sqlite',
      epoch,
      shape: this.#store.shape,
      transaction: (run) =>
        new Promise((resolve, reject) => {
          if (!process.isAlive) return
          this.transaction((trx) => {
            if (!process.isAlive) throw new Error('killed')
            return run(trx)
          }).then(
            // An event of its own: a process killed between the commit and this never hears.
            (value) => clock.after(0, () => resolve(value), process),
            (error: unknown) => clock.after(0, () => reject(error), process),
          )
        }),
      close: () => Promise.resolve(),
    }
  }

  backup(): void {
    this.#copy('main', 'older')
  }

  /** Brings the backup back, under an epoch of its own as the command that does it gives it. */
  restore(): void {
    this.#copy('older', 'main')
    this.epoch = `epoch-${Number(this.epoch.split('-')[1]) + 1}`
  }

  /** For the invariants: the simulator's own questions, past the hub. */
  rows<Row>(sql: string, parameters: readonly (string | number)[] = []): Row[] {
    // Whoever asks names the columns beside the question.
    return this.#raw.prepare(sql).all([...parameters]) as Row[]
  }

  #attach(name: string): void {
    this.#raw.prepare(`attach ':memory:' as ${name}`).run([])
    for (const table of this.#tables)
      this.#raw.prepare(`create table ${name}."${table}" as select * from main."${table}" where 0`).run([])
  }

  #copy(from: string, to: string): void {
    // Witnesses must not take the copying for changes.
    this.#raw.prepare('begin').run([])
    for (const table of [...this.#tables.filter((name) => name !== 'seen'), 'seen']) {
      this.#raw.prepare(`delete from ${to}."${table}"`).run([])
      if (!this.#isEmpty(from, table))
        this.#raw.prepare(`insert into ${to}."${table}" select * from ${from}."${table}"`).run([])
    }
    this.#raw.prepare('commit').run([])
  }

  #isEmpty(name: string, table: string): boolean {
    return this.#raw.prepare(`select 1 from ${name}."${table}" limit 1`).all([]).length === 0
  }
}

interface State {
  clock: SimClock | null
  health: DatabaseHealth | null
  disk: Process
  /** What waits for the disk. */
  flush: (() => void) | null
}

function withFaults(raw: Raw, state: State): Raw {
  return {
    close: () => raw.close(),
    prepare(sql) {
      const statement = raw.prepare(sql)
      if (sql !== 'commit') return statement
      return {
        ...statement,
        run(parameters) {
          if (state.health?.failsCommit() === true) {
            raw.prepare('rollback').run([])
            throw new ToteError('busy', 'the disk failed')
          }
          const result = statement.run(parameters)
          state.health?.onCommit()
          return result
        },
      }
    },
  }
}

/** Write down every change of a cart in the transaction that makes it, and what must never be. */
const WITNESSES = [
  `create table seen (n integer primary key autoincrement, kind text, cart_id text, line_id text, variant_id text,
     qty integer, sent integer, from_rev integer, to_rev integer, into_id text)`,
  `create trigger seen_cart after update on cart when new.rev <> old.rev begin
     insert into seen (kind, cart_id, from_rev, to_rev) values ('cart', new.id, old.rev, new.rev); end`,
  `create trigger seen_merge after update on cart when new.state <> old.state begin
     insert into seen (kind, cart_id, from_rev, to_rev, into_id)
     values (new.state, new.id, old.rev, new.rev, new.merged_into); end`,
  `create trigger seen_line after insert on cart_line begin
     insert into seen (kind, cart_id, line_id, variant_id, qty, sent, to_rev)
     values ('line', new.cart_id, new.id, new.variant_id, new.qty, new.is_sent, new.rev); end`,
  `create trigger seen_line_again after update on cart_line begin
     insert into seen (kind, cart_id, line_id, variant_id, qty, sent, to_rev)
     values ('line', new.cart_id, new.id, new.variant_id, new.qty, new.is_sent, new.rev); end`,
  `create trigger seen_mutation after insert on mutation begin
     insert into seen (kind, cart_id, line_id, qty, to_rev)
     values ('mutation', new.cart_id, new.uid, new.mid, new.rev_after); end`,
  `create trigger seen_counted after update on stock when new.told_at <> old.told_at begin
     insert into seen (kind, variant_id, line_id, qty)
     values ('counted', new.variant_id, new.location_id, new.on_hand - new.shortfall); end`,
  `create trigger seen_sold after insert on stock_move when new.reason = 'order' begin
     insert into seen (kind, variant_id, line_id, qty)
     values ('sold', new.variant_id, new.location_id, -new.d_on_hand); end`,
  `create trigger seen_owed after update on stock
     when new.shortfall > old.shortfall and new.told_at = old.told_at begin
     insert into seen (kind, variant_id, line_id, qty)
     values ('sold', new.variant_id, new.location_id, new.shortfall - old.shortfall); end`,
  `create trigger seen_oversold after update on stock when new.held < 0 or new.held > new.on_hand begin
     insert into seen (kind, variant_id, qty) values ('oversold', new.variant_id, new.held - new.on_hand); end`,
]
