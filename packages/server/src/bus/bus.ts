import type { Hint } from './hint.ts'

/** How the nodes of a hub reach each other. */
export interface Bus {
  /** This node, as others and the logs name it. */
  readonly node: string
  /** Whether there can be other nodes at all. */
  readonly isShared: boolean
  /** Tells the other nodes, soon and perhaps not at all: never waits, never throws, keeps a bounded number. */
  publish(hint: Hint): void
  /** What other nodes published. Returns the stop. */
  onHint(listener: (hint: Hint) => void): () => void
  /** Hints may have been missed until now and will be heard from now on. Returns the stop. */
  onBack(listener: () => void): () => void
  /** Whether hints pass in both directions. */
  isHealthy(): boolean
  stop(): Promise<void>
}

/** The bus of a node that is alone: there is nobody to tell. */
export function createLoneBus(node: string): Bus {
  const nothing = () => undefined
  return {
    node,
    isShared: false,
    publish: nothing,
    onHint: () => nothing,
    onBack: () => nothing,
    isHealthy: () => true,
    stop: () => Promise.resolve(),
  }
}
