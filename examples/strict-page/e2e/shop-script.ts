/** What a shop does itself: it takes the shopper's wish to pay, freezes the basket, and goes where it sells. */
export const shopScript = `document.addEventListener('tote-checkout-request', async (event) => {
  event.preventDefault()
  const outcome = await document.querySelector('tote-player').tote.cart.checkout()
  const told = document.querySelector('#order')
  told.dataset.status = outcome.status
  told.textContent = outcome.status === 'opened' ? 'To pay: ' + outcome.total.amount : 'Not now'
})`
