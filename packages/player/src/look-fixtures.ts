import { afterEach } from 'vitest'
import { cdp } from 'vitest/browser'

/** What a person or the page has set. */
export const LOOKS = [
  ['light', 'light', 'none'],
  ['dark', 'dark', 'none'],
  ['forced colours', 'light', 'active'],
  ['forced colours, dark', 'dark', 'active'],
] as const

const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> }

/** Sets it, until the test is over. */
export async function look(scheme: string, forced: string): Promise<void> {
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'forced-colors', value: forced },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]
  await session.send('Emulation.setEmulatedMedia', { features })
  // As a page that knows both: what stands on it has its ground.
  document.documentElement.style.colorScheme = scheme
  document.body.style.background = 'Canvas'
}
afterEach(async () => {
  document.documentElement.removeAttribute('style')
  document.body.removeAttribute('style')
  await session.send('Emulation.setEmulatedMedia', { features: [] })
})

/** A browser needs some duration to tell that an animation is over. */
const BARELY_MS = 1

/** What turns while something is on its way: it says so by turning, slowly. */
const MAY_MOVE = new Set(['turn'])

/** Names of what moves in an element and all in it, but for what may, to who asked for less motion. */
export function movingIn(element: Element): string[] {
  return animationsIn(element)
    .filter(({ name, lastsMs }) => lastsMs > BARELY_MS && !MAY_MOVE.has(name))
    .map(({ name }) => name)
}

/** Through each shadow root. */
function animationsIn(element: Element): { name: string; lastsMs: number }[] {
  const own = element.getAnimations().map((animation) => ({
    name:
      animation instanceof CSSAnimation
        ? animation.animationName
        : animation instanceof CSSTransition
          ? animation.transitionProperty
          : animation.id,
    lastsMs: Number(animation.effect?.getComputedTiming().activeDuration ?? 0),
  }))
  const inside = [...element.children, ...(element.shadowRoot?.children ?? [])]
  return [...own, ...inside.flatMap(animationsIn)]
}
