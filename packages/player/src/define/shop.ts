// What is needed to play and to shop; the player loads the rest when it is wanted.
import './tote-product.ts'
import './tote-product-card.ts'
import './tote-products.ts'
import './tote-cart.ts'
import './tote-notices.ts'
import './tote-controls.ts'
import './tote-player.ts'
