// All that a page around an isolated player can know: what its events say.
const kept = document.querySelector('.kept')
document.addEventListener('tote-count-change', ({ quantity }) => {
  kept.hidden = quantity === 0
  kept.textContent = quantity === 1 ? 'One thing kept for you' : `${quantity} things kept for you`
})
