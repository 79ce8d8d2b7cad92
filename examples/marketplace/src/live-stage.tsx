import { TotePlayer } from '@tote/react'
import { useState } from 'react'
import { guestShop } from './guest-shop.ts'
import type { Settings } from './settings.ts'

type Choice = 'live' | 'replay'

/** The brand's show, inside the marketplace's own frame. */
export function LiveStage({ settings }: { settings: Settings }) {
  const [choice, setChoice] = useState<Choice>('live')
  return (
    <section className="live" id="live" aria-labelledby="live-title">
      <header className="live-head">
        <p className="on-air" data-live={choice === 'live' ? '' : undefined}>
          {choice === 'live' ? 'On air' : 'Replay'}
        </p>
        <h1 id="live-title">{guestShop.name}, live from the workshop</h1>
        <div className="switch" role="group" aria-label="Which show">
          {(['live', 'replay'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={choice === one} onClick={() => setChoice(one)}>
              {one === 'live' ? 'Live now' : 'Yesterday'}
            </button>
          ))}
        </div>
      </header>
      <div className="stage">
        <TotePlayer
          key={choice}
          hub={settings.hub}
          publishableKey={settings.publishableKey}
          show={choice === 'live' ? settings.liveShow : settings.replayShow}
        />
      </div>
      <aside className="shop-card" aria-label={`About ${guestShop.name}`}>
        <span className="shop-sign" aria-hidden="true">
          {guestShop.initial}
        </span>
        <div>
          <h2>{guestShop.name}</h2>
          <p>{guestShop.about}</p>
          <p className="quiet">{guestShop.since}</p>
        </div>
        <a className="button" href={settings.brand}>
          Visit their own shop
          <small>your basket comes along</small>
        </a>
      </aside>
    </section>
  )
}
