import type { CreditRule } from '@tote/protocol'
import type { PathTouch } from './touch-path.ts'

/** How long before a check-out a meeting still counts. */
export const CREDIT_WINDOW_DAYS = 30

/** Who gets a part of a line: a touch, the store that handed it over, or nobody. */
export interface Share {
  readonly to: PathTouch | 'store' | null
  readonly weight: number
}

/** What each rule does, in the words that are printed with its figures. */
export const ruleWords: Readonly<Record<CreditRule, string>> = Object.freeze({
  'last-touch':
    'Last touch: the whole line goes to the last show it was met in or added in before check-out.',
  'first-touch':
    'First touch: the whole line goes to the first show it was met in or added in before check-out.',
  position:
    'Position: of each line 40 % goes to the first touch, 40 % to the last, and 20 % in equal parts to those between. Of two, each gets half; one gets all.',
  split:
    'Split: of a line that a store hands over, half goes to the store and half by last touch. What is sent goes by last touch.',
})

/** Printed with every rule: what its three columns mean. */
export const kindWords: readonly string[] = Object.freeze([
  'Direct: the line was put in the cart in the player, in that show.',
  `Assisted: it was put in elsewhere, by a shopper in whose picture its product had been on air in a show within ${CREDIT_WINDOW_DAYS} days before check-out.`,
  'None: neither. No show gets credit for it.',
  'Rehearsals, shows that are not live or a replay, and the console’s own preview do not count.',
])

/** Told besides where what shoppers only watch is noted of those alone who allow measuring. */
export const consentWords =
  'What was only watched is known of those shoppers alone whose page said that they allow measuring: there were more viewers, and more assists.'

/** How a line is shared out. Its weights are positive, and there is one at least. */
export function sharesOf(
  rule: CreditRule,
  { path, isFromStore }: { path: readonly PathTouch[]; isFromStore: boolean },
): Share[] {
  const first = path[0] ?? null
  const last = path.at(-1) ?? null
  switch (rule) {
    case 'last-touch':
      return [{ to: last, weight: 1 }]
    case 'first-touch':
      return [{ to: first, weight: 1 }]
    case 'position': {
      if (path.length < 3) return path.length === 0 ? [whole(null)] : path.map(whole)
      // In parts of which the middle ones get one each: 40, 20 and 40 in a hundred, times how many share the 20.
      const between = path.length - 2
      return path.map((to, index) => ({
        to,
        weight: index === 0 || index === path.length - 1 ? 2 * between : 1,
      }))
    }
    case 'split':
      return isFromStore ? [whole('store'), whole(last)] : [whole(last)]
    default:
      return rule satisfies never
  }
}

const whole = (to: Share['to']): Share => ({ to, weight: 1 })
