/**
 * The poster's own sheet, in the page's light DOM: names no page would use, and the room the player will
 * take kept from the first paint: a portrait stage, beside a panel where there is room for one. What a page
 * says of `tote-player` itself wins, for `:where` weighs nothing.
 */
export const posterStyles = `
:where(tote-player:not(:defined)){display:block;position:relative;container:tote-poster/inline-size}
:where(tote-player)>img[slot=poster]{position:absolute;inset:0;width:100%;height:100%;max-width:none;object-fit:cover}
tote-player:not(:defined):has(>tote-poster:not([data-is=failed]))>:not(tote-poster,[slot=poster]){display:none}
tote-poster{display:block;position:relative;overflow:hidden;border-radius:var(--tote-radius,.75rem);aspect-ratio:9/16;max-block-size:100svb;background:#14120f}
:where(tote-player:not(:defined))>img[slot=poster]{z-index:1;pointer-events:none;height:auto;aspect-ratio:9/16;max-block-size:100svb;border-radius:var(--tote-radius,.75rem)}
tote-poster>*{position:absolute;z-index:2;inset:0;margin:auto;box-sizing:border-box}
tote-poster p{inset-block-end:7rem;width:fit-content;height:fit-content;max-width:min(36ch,86%);padding:10px 16px;border-radius:8px;text-align:center;color:#fffdf9;font:500 16px/1.4 var(--tote-font,ui-sans-serif,system-ui,sans-serif);background:#121110e0}
tote-poster button{width:5rem;height:5rem;display:grid;place-items:center;padding:0;border:0;border-radius:50%;cursor:pointer;color:#fffdf9;background:#121110c7;box-shadow:inset 0 0 0 1px #ffffff29;transition:transform .14s}
tote-poster button:hover{transform:scale(1.05)}
tote-poster button:focus-visible{outline:2px solid #fffdf9;outline-offset:3px}
tote-poster p+button{inset-block-start:7rem;width:fit-content;height:3rem;padding:0 1.5rem;border-radius:1.5rem;font:600 16px/1 var(--tote-font,ui-sans-serif,system-ui,sans-serif)}
tote-poster [aria-label]:before{content:'';width:2rem;height:2rem;background:currentColor;clip-path:polygon(25% 14.6%,25% 85.4%,83.3% 50%);forced-color-adjust:none;margin-inline-start:.25rem}
tote-poster[data-is=waiting] :before{animation:tote-poster 1s infinite alternate}
@keyframes tote-poster{to{opacity:.35}}
@container tote-poster (inline-size>=47rem){
tote-poster{aspect-ratio:auto;block-size:var(--tote-player-block-size,min(44rem,86dvb));max-block-size:none;background:linear-gradient(#14120f,#14120f) 0 0/calc(var(--tote-player-block-size,min(44rem,86dvb))*9/16) 100% no-repeat,var(--tote-color-paper,light-dark(#fffefc,#1a1917));box-shadow:inset 0 0 0 1px var(--tote-color-edge,light-dark(#e6e1d8,#37342f))}
tote-player:not(:defined)>img[slot=poster]{width:auto;height:100%;max-block-size:none;border-start-end-radius:0;border-end-end-radius:0}
tote-poster>*{inset-inline-end:auto;inset-inline-start:calc(var(--tote-player-block-size,min(44rem,86dvb))*9/32);translate:-50% 0}
}
@media (prefers-reduced-motion:reduce){tote-poster *,tote-poster :before{transition:none!important;animation:none!important}}
`.replaceAll('\n', '')
