/** What Vite puts in: see README.md. */
interface ImportMetaEnv {
  readonly VITE_TOTE_HUB: string
  readonly VITE_TOTE_KEY: string
  readonly VITE_TOTE_SHOW: string
}
