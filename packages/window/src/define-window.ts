import { ToteAdopt } from './tote-adopt/tote-adopt.ts'
import { ToteBringBack } from './tote-bring-back/tote-bring-back.ts'
import { ToteContinue } from './tote-continue/tote-continue.ts'
import { TotePasskeys } from './tote-passkeys/tote-passkeys.ts'
import { TotePreferences } from './tote-preferences/tote-preferences.ts'
import { ToteWhere } from './tote-where/tote-where.ts'
import { ToteWindow } from './tote-window/tote-window.ts'

const elements = {
  'tote-adopt': ToteAdopt,
  'tote-bring-back': ToteBringBack,
  'tote-continue': ToteContinue,
  'tote-passkeys': TotePasskeys,
  'tote-preferences': TotePreferences,
  'tote-where': ToteWhere,
  'tote-window': ToteWindow,
} as const

/** Registers the windows' elements, each only if its tag is free. */
export function defineWindow(registry: CustomElementRegistry = customElements): void {
  for (const [tag, element] of Object.entries(elements))
    if (registry.get(tag) === undefined) registry.define(tag, element)
}
