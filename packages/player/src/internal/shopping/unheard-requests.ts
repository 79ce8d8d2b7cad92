const UNHEARD = Symbol.for('@tote/player/unheard')
type UnheardDocument = Document & { [UNHEARD]?: Set<string> }

const WHAT: Readonly<Record<string, string>> = {
  'tote-add-request': 'adds go to the built-in basket alone',
  'tote-update-request': 'quantities change in the built-in basket alone',
  'tote-checkout-request':
    'the shop behind the hub takes the shopper, or they are told that there is no check-out',
}

/** Says once a page for each request that nobody answered it, and what happens instead. */
export function listUnheard(page: UnheardDocument, type: string): void {
  const told = (page[UNHEARD] ??= new Set())
  if (told.has(type)) return
  told.add(type)
  console.info(
    `[tote] Nobody on this page takes ${type}: ${WHAT[type] ?? 'Tote does it'}. To take it: document.addEventListener('${type}', (event) => event.respondWith(…)). So far unheard: ${[...told].join(', ')}.`,
  )
}
