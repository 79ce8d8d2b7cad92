/**
 * What a product's stock is for. `none`: nobody counts. `track`: counted and shown, nothing is held.
 * `on_checkout`: held while it is being paid. `on_cart`: held, for a time, from the moment it lies in a cart.
 */
export type InventoryMode = 'none' | 'track' | 'on_checkout' | 'on_cart'
