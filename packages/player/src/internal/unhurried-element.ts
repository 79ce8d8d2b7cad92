import { LitElement } from 'lit'
import { yieldToPage } from './yield-to-page.ts'

let free: Promise<unknown> = Promise.resolve()

/** A picture is on its way: until it is there, elements that were not drawn yet wait with it. */
export function drawAfter(picture: Promise<unknown>): void {
  free = Promise.all([free, picture])
}

/**
 * A player brings many elements at once. Each is drawn first in a task of its own, so that all together do not hold up the
 * page.
 */
export abstract class UnhurriedElement extends LitElement {
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate()
    return free.then(yieldToPage).then(() => super.scheduleUpdate())
  }
}
