// `node scripts/pictures.mjs`: makes the README's picture strip anew, of the demo as it is now. It needs a Chromium, and what
// `npm run demo` has installed.
await import('../examples/journey/e2e/picture/make-picture.ts')
