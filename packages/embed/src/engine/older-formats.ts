import AACDemuxer from 'hls.js/src/demux/audio/aacdemuxer'
import MP3Demuxer from 'hls.js/src/demux/audio/mp3demuxer'
import TSDemuxer from 'hls.js/src/demux/tsdemuxer'
// A copy of its own: the engine keeps two small functions of this module, and would keep all of it.
import MP4Remuxer from 'hls.js/src/remux/mp4-remuxer?older-formats'

/** In the engine's own order of trying. */
export const olderFormats = [
  { demux: TSDemuxer, remux: MP4Remuxer },
  { demux: AACDemuxer, remux: MP4Remuxer },
  { demux: MP3Demuxer, remux: MP4Remuxer },
]
