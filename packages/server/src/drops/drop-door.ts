import { ToteError, type DropEnterAnswer } from '@tote/protocol'
import type { DropId } from '@tote/protocol/drops'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import type { Store } from '../store/store.ts'
import { enterDrop, type Entrant, type Heard } from './enter-drop.ts'

/** So many entries share a transaction at most: carts are locked as long as it runs. */
const MOST_AT_ONCE = 100

interface Waiting extends Entrant {
  settle(heard: Heard): void
  fail(error: unknown): void
}

/**
 * Where a node's shoppers enter drops. All who wait for one come when it opens, and its log has one next entry: those who
 * come while a transaction of theirs is under way share the next one. So a rush has one connection to the database, however
 * great it is, and everybody else's baskets have the others.
 */
export interface DropDoor {
  /** @throws ToteError `forbidden`, `moved`, `busy`. */
  enter(speaker: CartSpeaker, entry: { dropId: DropId; id: string; nowMs: number }): Promise<DropEnterAnswer>
}

export function createDropDoor(store: Store): DropDoor {
  const crowds = new Map<string, Waiting[]>()

  return {
    enter: (speaker, { dropId, ...entry }) =>
      new Promise((resolve, reject) => {
        const tenantId = speaker.tenant.id
        const name = `${tenantId}/${dropId}`
        const waiting: Waiting = {
          ...entry,
          speaker,
          settle: (heard) => (heard instanceof ToteError ? reject(heard) : resolve(heard)),
          fail: reject,
        }
        const crowd = crowds.get(name)
        if (crowd !== undefined) {
          crowd.push(waiting)
          return
        }
        crowds.set(name, [waiting])
        void letIn(name, { tenantId, dropId })
      }),
  }

  async function letIn(name: string, drop: { tenantId: string; dropId: DropId }): Promise<void> {
    const crowd = crowds.get(name) ?? []
    while (crowd.length > 0) {
      const group = crowd.splice(0, MOST_AT_ONCE)
      try {
        const heard = await enterDrop(store, drop, group)
        for (const [index, { settle, fail }] of group.entries()) {
          const one = heard[index]
          if (one === undefined) fail(new Error('each entrant hears something'))
          else settle(one)
        }
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
    }
    crowds.delete(name)
  }
}
