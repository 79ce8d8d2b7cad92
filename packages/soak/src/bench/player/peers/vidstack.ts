import 'vidstack/player'
import 'vidstack/player/layouts/default'
import 'vidstack/player/ui'
import 'vidstack/player/styles/default/theme.css'
import 'vidstack/player/styles/default/layouts/video.css'
import { isHLSProvider } from 'vidstack'

document.querySelector('media-player')?.addEventListener('provider-change', ({ detail }) => {
  // By itself it would ask a CDN for hls.js.
  if (isHLSProvider(detail)) detail.library = () => import('hls.js')
})
