export const doctorStyles = `
:host{position:fixed;z-index:2147483647;inset-block-end:16px;inset-inline-start:16px;box-sizing:border-box;inline-size:min(28rem,calc(100vw - 32px));max-block-size:min(32rem,70vh);overflow:auto;overscroll-behavior:contain;padding:16px;border:1px solid light-dark(#cfc8bc,#4a463f);border-radius:12px;color:light-dark(#1d1b18,#f4f0e9);background:light-dark(#fffefc,#1a1917);font:14px/1.45 ui-sans-serif,system-ui,sans-serif;box-shadow:0 8px 32px #0003;color-scheme:light dark}
h2{margin:0;font-size:15px}
.bar{display:flex;gap:8px;align-items:center}
[role=status]{flex:1}
button{min-block-size:32px;padding:0 12px;border:1px solid currentColor;border-radius:16px;color:inherit;background:none;font:inherit;cursor:pointer}
button:focus-visible{outline:2px solid currentColor;outline-offset:2px}
ul{margin:12px 0 0;padding:0;list-style:none;display:grid;gap:10px}
li{display:grid;grid-template-columns:auto 1fr;gap:4px 8px;overflow-wrap:anywhere}
b{font-weight:600}
[data-is=fault] b{color:light-dark(#a3200f,#ff9d8c)}
[data-is=well] b{color:light-dark(#1f6b3a,#8fd6a6)}
small,code{grid-column:2}
small{color:light-dark(#5d574d,#b7b0a4);font-size:13px}
code{padding:6px 8px;border-radius:6px;background:light-dark(#f1ece3,#2a2824);font:13px/1.4 ui-monospace,monospace;user-select:all}
`
