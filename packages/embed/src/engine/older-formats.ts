import AACDemuxer from 'hls.js/src/demux/audio/aacdemuxer'
import MP3Demuxer from 'hls.js/src/demux/audio/mp3demuxer'
import TSDemuxer from 'hls.js/src/demux/tsdemuxer'
import MP4Remuxer from 'hls.js/src/remux/mp4-remuxer'

/** In the engine's own order of trying. */
export const olderFormats = [
  { demux: TSDemuxer, remux: MP4Remuxer },
  { demux: AACDemuxer, remux: MP4Remuxer },
  { demux: MP3Demuxer, remux: MP4Remuxer },
]
