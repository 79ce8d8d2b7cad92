/**
 * As the house's own site does it: its backend says by a token who is signed in, and the widget hands that to the hub. Here everybody is
 * Ada, who collects points with what she watches and buys.
 *
 * @typedef {{ start(): Promise<void>, journey: { signIn(token: string): Promise<void> } }} SignInTote
 */
const asAda = document.querySelector('#sign-in')
asAda?.addEventListener('click', () => void signInAsAda(asAda))

/** @param {Element} pressed */
async function signInAsAda(pressed) {
  const player = document.querySelector('tote-player[show]') ?? {}
  const tote = /** @type {SignInTote | null | undefined} */ (Reflect.get(player, 'tote'))
  if (tote == null) return
  pressed.toggleAttribute('disabled', true)
  try {
    await tote.start()
    await tote.journey.signIn(await (await fetch('/tote-token')).text())
    pressed.textContent = 'Signed in as Ada'
  } catch {
    // The hub is away, or the token was too old: she can try again.
    pressed.toggleAttribute('disabled', false)
  }
}
