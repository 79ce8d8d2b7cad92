import { css } from 'lit'

/** The player's own sheets do not know of the corner: this one is added to them when somebody goes there. */
const styles = css`
  .frame .stage.stage[popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    border: 0;
    inline-size: var(--tote-mini-inline-size, clamp(8.5rem, 20vw, 13rem));
    block-size: auto;
    min-block-size: 0;
    max-block-size: 60svb;
    aspect-ratio: 9 / 16;
    overflow: clip;
    border-radius: var(--_radius);
    background: #14120f;
    color: var(--_on-scrim);
    box-shadow:
      0 0 0 1px var(--_scrim-edge),
      0 12px 36px rgb(0 0 0 / 0.38);
    touch-action: none;
    cursor: grab;
    --_margin: var(--tote-mini-margin, 1rem);
  }
  .frame .stage.stage[data-dragged] {
    cursor: grabbing;
  }
  .frame[data-shape='landscape'] .stage.stage[popover] {
    inline-size: var(--tote-mini-inline-size, clamp(13rem, 28vw, 22rem));
    aspect-ratio: 16 / 9;
  }
  .stage[data-corner$='left'] {
    left: max(var(--_margin), env(safe-area-inset-left)) !important;
  }
  .stage[data-corner$='right'] {
    right: max(var(--_margin), env(safe-area-inset-right)) !important;
  }
  .stage[data-corner^='top'] {
    top: max(var(--_margin), env(safe-area-inset-top)) !important;
  }
  .stage[data-corner^='bottom'] {
    bottom: max(var(--_margin), env(safe-area-inset-bottom)) !important;
  }
  .stage[popover] > :is(.top, .bottom, .offer, .start, .shade, tote-settings) {
    display: none;
  }
  .stage[popover] .start,
  .stage[popover] .fault p {
    display: none;
  }
  .stage[popover] video,
  .stage[popover] .poster {
    pointer-events: none;
  }
  .away {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_4);
    padding: var(--_8);
    text-align: center;
    background: var(--_well);
    color: var(--_ink);
  }
  /* A player that belongs to another page: it has no room in this one. */
  :host([data-tote-visiting]) {
    position: fixed;
    inset: 0 auto auto 0;
    inline-size: 0;
    block-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    overflow: visible;
  }
  :host([data-tote-visiting]:not([popover])) .frame {
    inline-size: 0;
    block-size: 0;
    border: 0;
  }
  :host([data-tote-visiting]:not([popover])) :is(.panel, .away) {
    display: none;
  }
  :host([data-tote-visiting][popover]) {
    inset: 0;
    margin: auto;
    inline-size: min(62rem, 100vw);
    block-size: fit-content;
    max-block-size: 100dvb;
    overflow: auto;
    border-radius: var(--_radius);
    box-shadow:
      0 0 0 100vmax rgb(12 11 9 / 0.55),
      var(--_shadow);
  }
`

const made = new WeakMap<Document, CSSStyleSheet>()

/** One for each document: a sheet belongs to the one it was made in. */
export function miniSheet(page: Document): CSSStyleSheet | null {
  const known = made.get(page)
  if (known !== undefined) return known
  const view = page.defaultView
  if (view === null) return null
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(String(styles))
  made.set(page, sheet)
  return sheet
}
