/** The page of the frame: nothing but the player, as wide as the page around it says. */
export const frameStyles = `
html{color-scheme:light dark;background:none}
body{margin:0;overflow:hidden}
tote-player{display:block;--tote-player-block-size:100dvb}
body>p{position:fixed;z-index:9;inset:1rem 1rem auto;margin:0;padding:.75rem 1rem;border-radius:.5rem;text-align:center;color:#fffdf9;background:#121110;font:500 1rem/1.4 ui-sans-serif,system-ui,sans-serif}
body>p:empty{display:none}
`.replaceAll('\n', '')
