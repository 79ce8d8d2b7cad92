import './shop.ts'
import './tote-offer.ts'
