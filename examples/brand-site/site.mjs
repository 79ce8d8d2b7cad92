// The shop's own: its drawer opens when the shopper presses the basket.
const basket = document.querySelector('.basket')

document.addEventListener('tote-cart-open', (event) => {
  // A player shows its basket in a panel of its own.
  if (event.target instanceof Element && event.target.closest('tote-player') === null) basket?.showModal()
})

basket?.addEventListener('click', (event) => {
  if (event.target === basket) basket.close()
})
