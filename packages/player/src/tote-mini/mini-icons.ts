import { html, svg, type SVGTemplateResult } from 'lit'

const icon = (drawing: SVGTemplateResult) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`

export const returnIcon = icon(
  svg`<path d="M13.500 10.500 19 5m0 0h-5m5 0v5M10.500 13.500 5 19m0 0h5m-5 0v-5"/>`,
)
export const moveIcon = icon(
  svg`<path d="M12 4v16M4 12h16M9.500 6.500 12 4l2.500 2.500M9.500 17.500 12 20l2.500-2.500M6.500 9.500 4 12l2.500 2.500M17.500 9.500 20 12l-2.500 2.500"/>`,
)
export const keepIcon = icon(
  svg`<path d="M19 5v14H5V5z"/><rect class="solid" x="12" y="12" width="5" height="5"/>`,
)
