import { describe, expect, test } from 'vitest'
import { nextFiles } from './next-files.ts'

const AT = 'https://cdn.test/show/master.m3u8?token=1'

const master = (...levels: readonly string[]) =>
  ['#EXTM3U', ...levels.map((level, index) => `#EXT-X-STREAM-INF:${level}\nlevel-${index}.m3u8`)].join('\n')

describe('of a master playlist, the level to begin with', () => {
  test.each<[string, readonly string[], number]>([
    ['the best that half a megabit carries', ['BANDWIDTH=900000', 'BANDWIDTH=480000', 'BANDWIDTH=120000'], 1],
    ['the least, where none is so small', ['BANDWIDTH=2400000', 'BANDWIDTH=900000'], 1],
    ['with a picture', ['BANDWIDTH=64000,CODECS="mp4a.40.2"', 'BANDWIDTH=900000,RESOLUTION=720x1280'], 1],
    [
      'no larger than its place',
      [
        'BANDWIDTH=490000,RESOLUTION=1080x1920',
        'BANDWIDTH=200000,RESOLUTION=480x640',
        'BANDWIDTH=90000,RESOLUTION=180x320',
      ],
      1,
    ],
    ['sound, where there is no picture', ['BANDWIDTH=64000,CODECS="mp4a.40.2"'], 0],
    ['not by its average', ['AVERAGE-BANDWIDTH=100000,BANDWIDTH=900000', 'BANDWIDTH=300000'], 1],
  ])('%s', (_, levels, chosen) => {
    expect(nextFiles(master(...levels), AT, 640)).toEqual([`https://cdn.test/show/level-${chosen}.m3u8`])
  })
})

const media = (...lines: readonly string[]) => ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...lines].join('\r\n')

describe('of a list of segments', () => {
  test('a recording begins with its init segment and its first one', () => {
    const text = media(
      '#EXT-X-MAP:URI="/init.mp4"',
      '#EXTINF:2,',
      'a.m4s?x=1',
      '#EXTINF:2,',
      'b.m4s',
      '#EXT-X-ENDLIST',
    )
    expect(nextFiles(text, AT, 640)).toEqual(['https://cdn.test/init.mp4', 'https://cdn.test/show/a.m4s?x=1'])
  })

  test.each<[string, readonly string[]]>([
    ['a live one: where its viewer begins is not ours to say', ['#EXTINF:2,', 'a.m4s']],
    ['parts of files', ['#EXT-X-BYTERANGE:800@0', '#EXTINF:2,', 'a.m4s', '#EXT-X-ENDLIST']],
    [
      'an init segment that is part of a file',
      ['#EXT-X-MAP:URI="a.mp4",BYTERANGE="700@0"', '#EXTINF:2,', 'a.mp4', '#EXT-X-ENDLIST'],
    ],
    ['what is locked', ['#EXT-X-KEY:METHOD=AES-128,URI="k"', '#EXTINF:2,', 'a.m4s', '#EXT-X-ENDLIST']],
    ['no playlist at all', ['<html>']],
  ])('nothing of %s', (_, lines) => {
    expect(nextFiles(media(...lines), AT, 640)).toEqual([])
  })
})
