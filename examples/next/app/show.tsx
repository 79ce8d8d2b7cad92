'use client'
import { ToteCart, TotePlayer, ToteProductCard } from '@tote/react'
import { useState } from 'react'

interface ShowProps {
  readonly hub: string
  readonly publishableKey: string
  readonly show: string
}

/** The player with what stands in its place until it is there, a product of the show, and the basket. */
export function Show(props: ShowProps) {
  const [last, setLast] = useState('')
  return (
    <div className="show">
      <TotePlayer {...props}>
        <a href={`${props.hub}/`}>Watch the show</a>
      </TotePlayer>
      <aside>
        <ToteProductCard product="market-tote" onToteCartChange={({ detail }) => setLast(detail.action)} />
        <ToteCart onToteCheckoutRequest={(event) => event.preventDefault()} />
        <output>{last}</output>
      </aside>
    </div>
  )
}
