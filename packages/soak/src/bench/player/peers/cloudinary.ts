import cloudinary from 'cloudinary-video-player'
import 'cloudinary-video-player/player.min.css'

const video = document.querySelector('video')
if (video !== null) {
  const player = cloudinary.videoPlayer(video.id, {
    cloudName: 'bench',
    autoplay: video.autoplay,
    muted: true,
    controls: true,
    seekThumbnails: false,
    analytics: false,
    cloudinaryAnalytics: false,
  })
  player.source(video.dataset['src'] ?? '', {
    sourceTypes: ['hls'],
    poster: video.poster,
    shoppable: {
      startState: 'open',
      products: [{ productId: 1, productName: 'Market tote', publicId: video.dataset['picture'] ?? '' }],
    },
  })
}
