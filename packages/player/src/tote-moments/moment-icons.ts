import { html, svg, type SVGTemplateResult } from 'lit'

const icon = (drawing: SVGTemplateResult) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`

export const replayIcon = icon(svg`<path d="M5 12a7 7 0 1 0 2.500-5.400L5 9M5 4.500V9h4.500"/>`)
export const linkIcon = icon(
  svg`<path d="M10 14a4 4 0 0 0 5.700 0l2.600-2.600a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-2.600 2.600a4 4 0 0 0 5.700 5.700l1-1"/>`,
)
