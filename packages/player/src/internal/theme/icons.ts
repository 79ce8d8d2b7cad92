import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit'

/** Drawn on 24 by 24, 1.5 wide, in the colour of the text. Hidden from ears: the button's name says it. */
function icon(drawing: SVGTemplateResult, kind = ''): TemplateResult {
  return html`<svg class="icon ${kind}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${drawing}
  </svg>`
}

export const bagIcon = icon(
  svg`<path d="M5.2 8.5h13.6l.9 10.3a1.6 1.6 0 0 1-1.6 1.7H5.9a1.6 1.6 0 0 1-1.6-1.7z"/><path d="M8.5 11V7a3.5 3.5 0 0 1 7 0v4"/>`,
)
export const plusIcon = icon(svg`<path d="M12 6v12M6 12h12"/>`)
export const minusIcon = icon(svg`<path d="M6 12h12"/>`)
export const closeIcon = icon(svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`)
export const checkIcon = icon(svg`<path d="m5.5 12.5 4.2 4.2 8.8-9.2"/>`)
export const undoIcon = icon(svg`<path d="M9 6 5 10l4 4M5 10h8.5a4.5 4.5 0 0 1 0 9H9"/>`, 'forward')
export const backIcon = icon(svg`<path d="m14 6-6 6 6 6"/>`, 'forward')
export const forwardIcon = icon(svg`<path d="m10 6 6 6-6 6"/>`, 'forward')
export const downIcon = icon(svg`<path d="m7 10 5 5 5-5"/>`)
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="8"/><path d="M12 8v4.6M12 15.6v.1"/>`)
export const offlineIcon = icon(
  svg`<path d="m4.5 4.5 15 15M8.6 12.6a5 5 0 0 1 2.6-1.3m3.5.9q.6.4 1 .8M5.5 9.4q1.3-1.2 3-1.9m3.9-.7a9.4 9.4 0 0 1 6.1 2.6M12 17v.1"/>`,
)
