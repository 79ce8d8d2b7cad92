import { safeDefine } from '../internal/safe-define.ts'
import { ToteOffer } from '../tote-offer/tote-offer.ts'

safeDefine('tote-offer', ToteOffer)

declare global {
  interface HTMLElementTagNameMap {
    'tote-offer': ToteOffer
  }
}
