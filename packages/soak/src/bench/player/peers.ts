/** One player of the bench, on a page that asks it to play or only shows it. */
export interface Peer {
  /** Also the name of its entry in `peers/`; ours has none and comes from the hub. */
  readonly name: string
  html(page: BenchPage): string
}

export interface BenchPage {
  /** The playlist that all play. */
  readonly src: string
  readonly picture: string
  readonly hub: string
  readonly key: string
  readonly show: string
  readonly version: string
  /** Plays by itself, without sound; else a tap is waited for. */
  readonly autoplay: boolean
}

const script = (name: string) =>
  `<link rel="stylesheet" href="/${name}/peer.css"><script type="module" src="/${name}/peer.js"></script>`
const plays = ({ autoplay }: BenchPage) => (autoplay ? 'autoplay muted' : 'muted')

export const peers: readonly Peer[] = [
  {
    name: 'tote',
    html: (page) =>
      `<tote-player show="${page.show}" ${plays(page)}></tote-player>
       <script async src="${page.hub}/embed/v${page.version}/tote.js" data-key="${page.key}"></script>`,
  },
  {
    name: 'mux-player',
    html: (page) =>
      `<mux-player src="${page.src}" poster="${page.picture}" stream-type="on-demand" disable-tracking disable-cookies ${plays(page)}></mux-player>${script('mux-player')}`,
  },
  {
    name: 'media-chrome',
    html: (page) =>
      `<media-controller><hls-video slot="media" src="${page.src}" crossorigin playsinline ${plays(page)}></hls-video>
         <media-poster-image slot="poster" src="${page.picture}"></media-poster-image>
         <media-control-bar><media-play-button></media-play-button><media-mute-button></media-mute-button><media-time-range></media-time-range><media-fullscreen-button></media-fullscreen-button></media-control-bar>
       </media-controller>${script('media-chrome')}`,
  },
  {
    name: 'vidstack',
    html: (page) =>
      `<media-player src="${page.src}" crossorigin playsinline load="eager" ${plays(page)}><media-provider><media-poster src="${page.picture}"></media-poster></media-provider><media-video-layout></media-video-layout></media-player>${script('vidstack')}`,
  },
  {
    name: 'video-js',
    html: (page) =>
      `<video class="video-js vjs-big-play-centered" controls playsinline poster="${page.picture}" ${plays(page)}><source src="${page.src}" type="application/x-mpegURL"></video>${script('video-js')}`,
  },
  {
    name: 'hls-js',
    html: (page) =>
      `<video controls playsinline data-src="${page.src}" poster="${page.picture}" ${plays(page)}></video>${script('hls-js')}`,
  },
  {
    name: 'cloudinary',
    html: (page) =>
      // It takes no host under `localhost` for an address.
      `<video id="player" class="cld-video-player" controls playsinline data-src="${page.src.replace('hub.localhost', '127.0.0.1')}" poster="${page.picture}" data-picture="${page.picture}" ${plays(page)}></video>${script('cloudinary')}`,
  },
]

/** A page of a shop around the player: words before and after it. */
export function pageOf(peer: Peer, page: BenchPage): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
    <title>${peer.name}</title><style>body { margin: 0; font: 16px sans-serif } tote-player, mux-player, media-controller, media-player, video, .video-js, .player { display: block; inline-size: 360px; block-size: 640px }</style>
    <h1>Autumn</h1><div class="player">${peer.html(page)}</div><p>Linen, stoneware and light.</p></html>`
}
