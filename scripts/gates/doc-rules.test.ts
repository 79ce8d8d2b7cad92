import { expect, test } from 'vitest'
import { brokenLinks, foreignTraces } from './doc-rules.ts'

const world = {
  exists: (_from: string, target: string) => target === 'guide.md' || target === 'picture.png',
  read: () => '# The guide\n\n## Add to cart, twice\n',
}

test('links to files, pictures, headings and other sites pass', () => {
  const page = `# Here
    [a](guide.md) [b](guide.md#add-to-cart-twice) [c](#here) ![d](picture.png) [e](https://example.com/x)
    <img src="picture.png"> \`[not a link](nowhere.md)\`
\`\`\`md
[neither](nowhere.md)
\`\`\``
  expect(brokenLinks('README.md', page.replaceAll('    ', ''), world)).toEqual([])
})

test.each([
  '[a](gone.md)',
  '![a](gone.png)',
  '[a](guide.md#nothing)',
  '[a](#nothing)',
  '[a]: gone.md',
  '[a](/guide.md)',
])('a link that leads nowhere is told: %s', (page) => {
  expect(brokenLinks('README.md', page, world)).toHaveLength(1)
})

test('a registry is told, by its look and by being the one of this machine', () => {
  const looks = ['https://', 'registry', '.example', '.org/x'].join('')
  expect(foreignTraces('pnpm-lock.yaml', `tarball: ${looks}`, undefined)).toHaveLength(1)
  expect(foreignTraces('pnpm-lock.yaml', 'tarball: http://10.1.2.3:4873/x', '10.1.2.3:4873')).toHaveLength(1)
})

test("a path below somebody's home is told; a route, an address and a relative path are not", () => {
  const home = ['', 'home', 'ada', 'tote'].join('/')
  expect(foreignTraces('README.md', `open ${home}/README.md`, undefined)).toHaveLength(1)
  expect(foreignTraces('a.ts', `'/v1/work' https://example.com/home/x ../work/x`, undefined)).toEqual([])
})
