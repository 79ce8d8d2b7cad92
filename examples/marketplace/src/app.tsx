import { useState } from 'react'
import { BasketDrawer } from './basket-drawer.tsx'
import { DealGrid } from './deal-grid.tsx'
import { deals } from './deals.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { LiveStage } from './live-stage.tsx'
import { MakerStrip } from './maker-strip.tsx'
import type { Settings } from './settings.ts'
import { ShowCorner } from './show-corner.tsx'

/** Home of a busy marketplace: one maker is on air, all others go on selling. */
export function App({ settings }: { settings: Settings }) {
  const [isBasketOpen, setBasketOpen] = useState(false)
  return (
    <>
      <a className="skip" href="#live">
        Skip to the live show
      </a>
      <Header onBasket={() => setBasketOpen(true)} />
      <main>
        <LiveStage settings={settings} />
        <DealGrid
          id="deals"
          title="Today’s picks"
          note="From 214 makers, refreshed at noon"
          deals={deals.today}
        />
        <MakerStrip />
        <DealGrid id="ending" title="Last of the batch" note="Not made again this year" deals={deals.last} />
      </main>
      <Footer />
      <ShowCorner settings={settings} />
      <BasketDrawer isOpen={isBasketOpen} onClose={() => setBasketOpen(false)} />
    </>
  )
}
