/** What the hub counts about itself. Handed to those who have something to tell; knows nothing of how it is kept. */
export interface Metrics {
  /** An operation got its verdict: `ok` or a code. `batch` for a batch that was refused as a whole. */
  mutated(op: string, verdict: string): void
  /** From receiving a batch to its answer. */
  mutationTook(seconds: number): void
  /** From a commit to the last socket that was told of it here. */
  toldAfter(seconds: number): void
  /** Operations that had been decided before: sent again after a lost answer. */
  repeated(count: number): void
  synced(kind: string): void
  /** A socket was closed because it did not read. */
  slowClosed(): void
  transactionTook(seconds: number): void
  /** So many transactions shared one commit. */
  committed(runs: number): void
  /** Where to look when somebody asks what is true now. */
  watch(sources: MetricSources): void
}

export interface MetricSources {
  /** Open sockets of this node by tenant. */
  sockets(): ReadonlyMap<string, number>
  lagSeconds(): number
  /** @throws when the database is away: then these are left out. */
  database(): Promise<DatabaseFigures>
}

export interface DatabaseFigures {
  readonly holds: ReadonlyMap<string, number>
  /** Units by which stock, its moves and its holds do not add up. */
  readonly stockDrift: number
  readonly outboxAgeSeconds: number
}

const nothing = () => undefined

/** Counts nothing: for tests and the simulator. */
export const quietMetrics: Metrics = {
  mutated: nothing,
  mutationTook: nothing,
  toldAfter: nothing,
  repeated: nothing,
  synced: nothing,
  slowClosed: nothing,
  transactionTook: nothing,
  committed: nothing,
  watch: nothing,
}
