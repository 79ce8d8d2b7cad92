import HlsEngine from 'hls.js'

const video = document.querySelector('video')
if (video !== null) {
  const hls = new HlsEngine()
  hls.loadSource(video.dataset['src'] ?? '')
  hls.attachMedia(video)
}
