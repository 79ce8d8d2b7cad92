import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core'
import type { Messages, ToteCartChangeEvent, ToteCheckoutRequestEvent } from '@tote/player'

const { VITE_TOTE_HUB, VITE_TOTE_KEY, VITE_TOTE_SHOW } = import.meta.env

@Component({
  selector: 'shop-app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Live from the atelier</h1>
      <tote-player [hub]="hub" [publishableKey]="key" [show]="show"></tote-player>
      <tote-product-card product="market-tote" (tote-cart-change)="hear($event)"></tote-product-card>
      <tote-cart [messages]="messages" (tote-checkout-request)="pay($event)"></tote-cart>
      <output>{{ last() }}</output>
    </main>
  `,
})
export class ShopApp {
  readonly hub: string = VITE_TOTE_HUB
  readonly key: string = VITE_TOTE_KEY
  readonly show: string = VITE_TOTE_SHOW
  readonly messages: Messages = { 'cart.title': 'Your bag' }
  readonly last = signal('')

  hear({ detail }: ToteCartChangeEvent): void {
    this.last.set(detail.action)
  }

  pay(event: ToteCheckoutRequestEvent): void {
    event.preventDefault()
  }
}
