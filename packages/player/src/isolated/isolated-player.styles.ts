/**
 * The room of the element it stands for, kept before anything is loaded: a portrait stage, with a panel beside it where
 * there is room. Once the frame knows its picture, the height is the frame's to say.
 */
export const isolatedPlayerStyles = `
:host{display:block;position:relative;container:tote-isolated/inline-size}
:host([hidden]){display:none}
iframe{display:block;inline-size:100%;aspect-ratio:9/16;max-block-size:var(--tote-player-max-block-size,100svb);border:0;border-radius:var(--tote-radius,.75rem);background:#14120f}
::slotted([slot=poster]){position:absolute;inset:0;inline-size:100%;block-size:100%;max-inline-size:none;object-fit:cover;pointer-events:none;border-radius:var(--tote-radius,.75rem)}
[hidden],:host slot[hidden]{display:none!important}
.fault{display:grid;place-content:center;gap:1rem;justify-items:center;box-sizing:border-box;aspect-ratio:9/16;max-block-size:100svb;padding:2rem;text-align:center;border-radius:var(--tote-radius,.75rem);background:#14120f;color:#fffdf9;font:500 1rem/1.4 var(--tote-font,ui-sans-serif,system-ui,sans-serif)}
.fault button{min-block-size:2.75rem;padding-inline:1.5rem;border:1px solid #fffdf9;border-radius:2rem;background:none;color:inherit;font:inherit;cursor:pointer}
.fault button:focus-visible{outline:2px solid #fffdf9;outline-offset:3px}
@container tote-isolated (inline-size>=47rem){
iframe,.fault{aspect-ratio:auto;block-size:var(--tote-player-block-size,min(44rem,86dvb));max-block-size:none}
}
`.replaceAll('\n', '')
