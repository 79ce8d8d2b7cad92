import { expect, test } from 'vitest'
import { soundAlone } from './sound-alone.ts'

const picture =
  '#EXT-X-STREAM-INF:BANDWIDTH=320000,RESOLUTION=180x320,CODECS="avc1.42c00c,mp4a.40.2",SUBTITLES="s"'
const bare = '#EXT-X-STREAM-INF:BANDWIDTH=320000,CODECS="mp4a.40.2,hvc1.1.6.L93"'
const sound = '#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2",SUBTITLES="s"'
const captions = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="captions.m3u8"'

test.each([
  [
    'sound and captions stay',
    [captions, picture, 'main.m3u8', sound, 'sound.m3u8'],
    [captions, sound, 'sound.m3u8'],
  ],
  [
    'whatever stands between a variant and its address goes along',
    [bare, '', '# remark', 'a.m3u8', sound, 's.m3u8'],
    [sound, 's.m3u8'],
  ],
  ['of pictures alone nothing is left', [captions, picture, 'main.m3u8', bare, 'bare.m3u8'], null],
  ['a playlist of segments has no variants', ['#EXTINF:2,', 's0.m4s'], null],
])('%s', (_, lines, wanted) => {
  const head = ['#EXTM3U', '#EXT-X-VERSION:9']
  expect(soundAlone([...head, ...lines].join('\n'))).toBe(
    wanted === null ? null : [...head, ...wanted].join('\n'),
  )
})
