// `node scripts/looks.mjs [part of a name…]`: draws every state of the player into `.looks/`, with a page that shows them all.
// It needs a Chromium, ffmpeg, and what `npm test` has installed.
await import('../packages/player/e2e/looks/draw-looks.ts')
