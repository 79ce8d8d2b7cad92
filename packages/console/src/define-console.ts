import { ConsoleAudit } from './console-audit/console-audit.ts'
import { ConsoleCrowd } from './console-crowd/console-crowd.ts'
import { ConsoleDrop } from './console-drop/console-drop.ts'
import { ConsoleNote } from './console-note/console-note.ts'
import { ConsolePickups } from './console-pickups/console-pickups.ts'
import { ConsolePoints } from './console-points/console-points.ts'
import { ConsoleProduct } from './console-product/console-product.ts'
import { ConsoleSales } from './console-sales/console-sales.ts'
import { ConsoleSignIn } from './console-sign-in/console-sign-in.ts'
import { ConsoleStudio } from './console-studio/console-studio.ts'
import { ConsoleTasks } from './console-tasks/console-tasks.ts'
import { ConsoleTracking } from './console-tracking/console-tracking.ts'
import { ToteConsole } from './tote-console/tote-console.ts'

const elements = {
  'tote-console-sign-in': ConsoleSignIn,
  'tote-console-audit': ConsoleAudit,
  'tote-console-crowd': ConsoleCrowd,
  'tote-console-drop': ConsoleDrop,
  'tote-console-note': ConsoleNote,
  'tote-console-pickups': ConsolePickups,
  'tote-console-points': ConsolePoints,
  'tote-console-product': ConsoleProduct,
  'tote-console-sales': ConsoleSales,
  'tote-console-tasks': ConsoleTasks,
  'tote-console-tracking': ConsoleTracking,
  'tote-console-studio': ConsoleStudio,
  'tote-console': ToteConsole,
} as const

/** Registers the console's elements, each only if its tag is free. */
export function defineConsole(registry: CustomElementRegistry = customElements): void {
  for (const [tag, element] of Object.entries(elements))
    if (registry.get(tag) === undefined) registry.define(tag, element)
}
