import { html, svg, type SVGTemplateResult } from 'lit'

const icon = (drawing: SVGTemplateResult) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`

export const playIcon = icon(svg`<path class="solid" d="M8 5.2v13.6L18.8 12z"/>`)
export const pauseIcon = icon(svg`<path d="M8.5 6v12M15.5 6v12"/>`)
export const soundIcon = icon(
  svg`<path d="M4.5 9.8v4.4h3L12 18V6L7.500 9.800zM15.300 9a4.200 4.200 0 0 1 0 6M17.800 6.500a7.800 7.800 0 0 1 0 11"/>`,
)
export const mutedIcon = icon(
  svg`<path d="M4.500 9.800v4.400h3L12 18V6L7.500 9.800zM16 9.800l4.400 4.400m0-4.400L16 14.200"/>`,
)
export const captionsIcon = icon(
  svg`<rect x="3.800" y="5.800" width="16.400" height="12.400" rx="2.400"/><path d="M10.400 10.600a2 2 0 1 0 0 2.800M16.600 10.600a2 2 0 1 0 0 2.800"/>`,
)
export const fullscreenIcon = icon(
  svg`<path d="M9 4.800H4.800V9M15 4.800h4.200V9M9 19.200H4.800V15M15 19.200h4.200V15"/>`,
)
export const settingsIcon = icon(
  svg`<path d="M4.500 7.500h7.500m5 0h2.500M4.500 16.500h2.500m5 0h7.500"/><circle cx="14.500" cy="7.500" r="2.500"/><circle cx="9.500" cy="16.500" r="2.500"/>`,
)
export const airPlayIcon = icon(
  svg`<path d="M7.500 16.500H6a2.200 2.200 0 0 1-2.200-2.200V7.500A2.200 2.200 0 0 1 6 5.300h12a2.200 2.200 0 0 1 2.200 2.200v6.800a2.200 2.200 0 0 1-2.200 2.200h-1.500"/><path class="solid" d="m12 14 4.500 5.500h-9z"/>`,
)
export const pipIcon = icon(
  svg`<rect x="3.800" y="5.300" width="16.400" height="13.400" rx="2.200"/><rect class="solid" x="12" y="12" width="6" height="4.500" rx="0.800"/>`,
)
export const listIcon = icon(svg`<path d="M5 7h14M5 12h14M5 17h9"/>`)
export const chatIcon = icon(svg`<path d="M5 6.500h14v9.500h-7.500L7.500 19.500V16H5z"/>`)
