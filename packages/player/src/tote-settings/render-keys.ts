import { html } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { isOff, toMediaRequest } from '../tote-player/hotkeys.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { KEY_LIST } from './key-list.ts'

/** Keys with a name of several letters are drawn as a sign and read by their name. */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

const NAMES = {
  ' ': 'keys.space',
  ArrowUp: 'keys.arrowup',
  ArrowDown: 'keys.arrowdown',
  ArrowLeft: 'keys.arrowleft',
  ArrowRight: 'keys.arrowright',
} as const

/** What keys do in this player now: none that the page turned off, or that ask nothing of this picture. */
export function renderKeys(player: TotePlayer, words: MessagesController) {
  const { noHotkeys, paused, muted, volume, currentTime, playback } = player
  const state = { paused, muted, volume, currentTime, canSeek: playback.canSeek }
  const doesSomething = (key: string) => !isOff(key, noHotkeys) && toMediaRequest(key, state) !== null
  const listed = KEY_LIST.map(({ keys, ...about }) => ({ keys: keys.filter(doesSomething), ...about }))
  return html`<p class="soft">${words.text('keys.hint')}</p>
    <dl>
      ${listed
        .filter(({ keys }) => keys.length > 0)
        .map(
          ({ keys, text, seconds = 0 }) =>
            html`<div class="row">
              <dt>${keys.map((key) => renderKey(key, words))}</dt>
              <dd>${words.text(text, { seconds })}</dd>
            </div>`,
        )}
    </dl>`
}

function renderKey(key: string, words: MessagesController) {
  const name = key in NAMES ? words.text(NAMES[key as keyof typeof NAMES]) : key
  const sign = SIGNS[key]
  return sign === undefined
    ? html`<kbd part="key">${name}</kbd>`
    : html`<kbd part="key"
        ><span aria-hidden="true">${sign}</span><span class="ears-only">${name}</span></kbd
      >`
}
