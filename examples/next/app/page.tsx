import { Show } from './show.tsx'

// The settings are those of the running server, not of the build.
export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>Live from the atelier</h1>
      <Show
        hub={process.env['TOTE_HUB'] ?? ''}
        publishableKey={process.env['TOTE_KEY'] ?? ''}
        show={process.env['TOTE_SHOW'] ?? ''}
      />
    </main>
  )
}
