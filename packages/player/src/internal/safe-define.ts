import { version } from '../version.ts'

type Versioned = CustomElementConstructor & { readonly version?: string }

/**
 * Registers an element if its tag is free. The same version twice is silent; another one is told once, and
 * the first stays: elements already in the page cannot change what they are.
 */
export function safeDefine(tag: string, element: Versioned, registry = globalThis.customElements): void {
  // On a server there is nothing to define.
  if (registry === undefined) return
  const known: Versioned | undefined = registry.get(tag)
  if (known === undefined) {
    registry.define(tag, element)
    return
  }
  if (tag !== 'tote-player' || known === element || known.version === version) return
  console.warn(
    `[tote] Two versions on this page: ${known.version ?? 'an unknown one'} came first and is used, ${version} is not.`,
  )
}
