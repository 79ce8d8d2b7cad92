/**
 * The poster's own sheet, in the page's light DOM: names no page would use, and room kept from the first paint.
 * What a page says of `tote-player` itself wins, for `:where` weighs nothing.
 */
export const posterStyles = `
:where(tote-player:not(:defined)){display:block;position:relative;overflow:hidden;aspect-ratio:16/9;background:#121110}
tote-poster{position:absolute;inset:0;display:grid;place-items:center;align-content:center;gap:16px;padding:16px;text-align:center;color:#fffdf9;font:500 16px/1.4 var(--tote-font,ui-sans-serif,system-ui,sans-serif);background:#121110}
tote-poster img{position:absolute;inset:0;width:100%;height:100%;max-width:none;object-fit:cover}
tote-poster p{position:relative;margin:0;max-width:36ch;padding:10px 16px;border-radius:8px;background:#121110e0}
tote-poster button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:80px;height:80px;border-radius:50%;cursor:pointer;color:#fffdf9;background:#121110c7;box-shadow:0 0 0 1px #ffffff38,0 12px 32px -8px #0009;transition:transform .2s,background .2s}
tote-poster button:hover{transform:scale(1.06);background:#121110}
tote-poster button:focus-visible{outline:3px solid #fffdf9;outline-offset:3px;box-shadow:0 0 0 7px #121110}
tote-poster button[data-words]{width:auto;height:48px;padding:0 24px;border-radius:24px}
tote-poster svg{width:32px;height:32px;fill:currentColor;margin-inline-start:4px}
tote-poster[data-waiting] svg{animation:tote-poster 1s infinite alternate}
@keyframes tote-poster{to{opacity:.35}}
@media (prefers-reduced-motion:reduce){tote-poster *{transition:none!important;animation:none!important}}
`.replaceAll('\n', '')
