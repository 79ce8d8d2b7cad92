import type { TotePlayer } from '../tote-player/tote-player.ts'
import { hasPresentationMode, type PresentingVideo } from './can-pip.ts'
import { canOpenWindow, isInWindow } from './window-support.ts'

/**
 * Out of the page, or back. With products and basket in a window of its own where there can be one; else the picture
 * alone: Safari's own way first, for there the standard one may be there and do nothing.
 */
export async function togglePip(player: TotePlayer): Promise<void> {
  const { video } = player
  if (video === null) return
  if (isInWindow(player)) {
    player.ownerDocument.defaultView?.close()
    return
  }
  if (canOpenWindow(player) && (await openShopWindow(player))) return
  await togglePicture(video)
}

/** False when the browser would not have it, and the picture may still go alone. */
async function openShopWindow(player: TotePlayer): Promise<boolean> {
  try {
    const { openWindow } = await import('./open-window.ts')
    await openWindow(player)
    return true
  } catch {
    // Refused by the page's policy, or its code could not be had.
    return false
  }
}

async function togglePicture(video: PresentingVideo): Promise<void> {
  const page = video.ownerDocument
  if (hasPresentationMode(video)) {
    const isOut = video.webkitPresentationMode === 'picture-in-picture'
    video.webkitSetPresentationMode?.(isOut ? 'inline' : 'picture-in-picture')
    return
  }
  try {
    if (page.pictureInPictureElement !== null) await page.exitPictureInPicture()
    else await video.requestPictureInPicture()
  } catch {
    // Refused by the browser or the page's policy: the shopper sees that it stays as it is.
  }
}

/** For a player that is gone: nobody would find the way back. */
export function leavePip(video: PresentingVideo): void {
  if (video.webkitPresentationMode !== undefined && video.webkitPresentationMode !== 'inline')
    video.webkitSetPresentationMode?.('inline')
  const { pictureInPictureElement } = video.ownerDocument
  const host = hostOf(video)
  // A page sees the element around a shadow root in the place of what is in it.
  if (
    pictureInPictureElement === null ||
    (pictureInPictureElement !== video && pictureInPictureElement !== host)
  )
    return
  video.ownerDocument.exitPictureInPicture().catch(() => undefined)
}

function hostOf(video: HTMLVideoElement): Element | null {
  const root = video.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}
