import { expect, test } from 'vitest'
import { Audience } from './audience.ts'

function createWorld() {
  const world = { nowMs: 0, isHearing: true, published: [] as [string, number][] }
  const audience = new Audience({
    now: () => world.nowMs,
    publish: (room, count) => world.published.push([room, count]),
    isHearing: () => world.isHearing,
  })
  return { world, audience }
}

const ROOM = 'show:maison:spring'
const here = (count: number) => new Map([[ROOM, count]])

test('viewers of a show are counted over all nodes', () => {
  const { audience } = createWorld()
  audience.hear(ROOM, { node: 'b', count: 5 })
  audience.hear(ROOM, { node: 'c', count: 2 })
  audience.hear(ROOM, { node: 'b', count: 4 })
  expect(audience.pulse(here(10))).toEqual(here(16))
  audience.hear(ROOM, { node: 'c', count: 0 })
  expect(audience.pulse(here(10))).toEqual(here(14))
})

test('a count is told when it is new, now and then again, and when the last viewer left', () => {
  const { world, audience } = createWorld()
  audience.pulse(here(3))
  audience.pulse(here(3))
  expect(world.published).toEqual([[ROOM, 3]])
  world.nowMs += 10_000
  audience.pulse(here(3))
  audience.pulse(new Map())
  audience.pulse(new Map())
  expect(world.published.slice(1)).toEqual([
    [ROOM, 3],
    [ROOM, 0],
  ])
})

test('a node that died is forgotten, but not while nothing can be heard of it', () => {
  const { world, audience } = createWorld()
  audience.hear(ROOM, { node: 'b', count: 5 })
  world.nowMs += 60_000
  world.isHearing = false
  expect(audience.pulse(here(1))).toEqual(here(6))
  world.isHearing = true
  expect(audience.pulse(here(1))).toEqual(here(1))
})
