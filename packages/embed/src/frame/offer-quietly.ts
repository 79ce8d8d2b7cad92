import type { TotePlayer } from '@tote/player'

type Tote = NonNullable<TotePlayer['tote']>

/**
 * Offers the basket of a shopper who said "follow me" where the browser hands the frame the hub's cookie without a question
 * of its own. Once, to who is new here. Returns the stop.
 */
export function offerQuietly(page: Document, tote: Tote): () => void {
  let isAsked = false
  return tote.journey.$journey.subscribe((journey) => {
    if (journey.status !== 'open' || isAsked) return
    isAsked = true
    if (!journey.isContinued) void offer(page, tote)
  })
}

async function offer(page: Document, { journey }: Tote): Promise<void> {
  try {
    if (await isHanded(page)) await (await journey.carry()).follow?.()
  } catch {
    // A browser that knows nothing of this, or says no, or a hub that is away: the other ways are there, and nothing was asked for.
  }
}

/** Whether it does by itself, or since the shopper has allowed it on this site before. Never asks them. */
async function isHanded(page: Document): Promise<boolean> {
  if (await page.hasStorageAccess()) return true
  const { state } = await navigator.permissions.query({ name: 'storage-access' })
  if (state !== 'granted') return false
  await page.requestStorageAccess()
  return true
}
