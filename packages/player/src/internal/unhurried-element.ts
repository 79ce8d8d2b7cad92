import { LitElement } from 'lit'
import { yieldToPage } from './yield-to-page.ts'

/**
 * A player brings many elements at once. Each is drawn first in a task of its own, so that all together do not hold up the
 * page.
 */
export abstract class UnhurriedElement extends LitElement {
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate()
    return yieldToPage().then(() => super.scheduleUpdate())
  }
}
