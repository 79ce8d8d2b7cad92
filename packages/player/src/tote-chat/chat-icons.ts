import { html, svg, type SVGTemplateResult } from 'lit'

const icon = (drawing: SVGTemplateResult, kind = '') =>
  html`<svg class="icon ${kind}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`

export const sendIcon = icon(svg`<path d="M5 12h13M12.500 6.500 18 12l-5.500 5.500"/>`, 'forward')
export const downIcon = icon(svg`<path d="M12 5.500v13M6.500 13l5.500 5.500 5.500-5.500"/>`)
