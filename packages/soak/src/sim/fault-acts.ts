import { pickWeighted } from './acts.ts'
import type { SimDevice } from './sim-device.ts'
import type { World } from './world.ts'

type Fault = (world: World, device: SimDevice) => void

/** Runs `undo` after a while of at most so long. */
function forAWhile(world: World, mostMs: number, undo: () => void): void {
  world.clock.after(world.random.integer(100, mostMs), undo, world.clock.world)
}

const cutWires: Fault = (world, device) => {
  world.note(`${device.name} loses its connections`)
  for (const wire of world.network.wires) if (device.pages.some((page) => page === wire.peer)) wire.cut()
}

const halfOpen: Fault = (world, device) => {
  world.note(`${device.name}'s connections fall silent`)
  for (const wire of world.network.wires)
    if (device.pages.some((page) => page === wire.peer)) wire.fallSilent()
}

const offline: Fault = (world, device) => {
  world.note(`${device.name} is offline`)
  device.weather.isOffline = true
  forAWhile(world, 9000, () => {
    world.note(`${device.name} is back`)
    device.weather.isOffline = false
    for (const page of device.pages) page.run(() => page.wake())
  })
}

const badNetwork: Fault = (world, device) => {
  world.note(`${device.name}'s network is bad`)
  Object.assign(device.weather, { maxMs: 1500, lostAsk: 0.2, lostAnswer: 0.2, doubled: 0.3 })
  forAWhile(world, 12_000, () => {
    const { isOffline } = device.weather
    device.calm()
    device.weather.isOffline = isOffline
  })
}

const httpsOnly: Fault = (world, device) => {
  world.note(`${device.name} is let through over HTTPS only`)
  device.weather.isHttpsOnly = true
  cutWires(world, device)
  forAWhile(world, 20_000, () => {
    device.weather.isHttpsOnly = false
  })
}

const crashPage: Fault = (world, device) => {
  const [page] = device.pages
  if (page === undefined) return
  world.note(`${page.process.name} crashes`)
  page.crash()
  world.clock.after(world.random.integer(10, 5000), () => void device.openPage(), world.clock.world)
}

const closePage: Fault = (world, device) => {
  const [page] = device.pages
  if (page === undefined) return
  world.note(`${page.process.name} is closed`)
  page.run(() => page.close())
  world.clock.after(world.random.integer(10, 5000), () => void device.openPage(), world.clock.world)
}

const hidePage: Fault = (world, device) => {
  const [page] = device.pages
  if (page === undefined) return
  world.note(`${page.process.name} is put aside`)
  page.run(() => page.hide())
  forAWhile(world, 6000, () => {
    if (page.isAlive) page.run(() => page.wake())
  })
}

const openTab: Fault = (world, device) => {
  if (device.pages.length >= 3) return
  world.note(`${device.name} opens a tab`)
  device.openPage()
}

const cloneTab: Fault = (world, device) => {
  const [page] = device.pages
  if (page === undefined || device.pages.length >= 3 || !world.profile.canClone) return
  world.note(`${page.process.name} is cloned`)
  device.openPage(page)
}

const slowDevice: Fault = (world, device) => {
  world.note(`${device.name}'s disk is slow`)
  device.disk.maxMs = 900
  forAWhile(world, 8000, () => {
    device.disk.maxMs = 8
  })
}

const refuseDisk: Fault = (world, device) => {
  if (!world.profile.canWipe) return
  world.note(`${device.name}'s disk is refused`)
  device.disk.isRefused = true
  forAWhile(world, 6000, () => {
    device.disk.isRefused = false
  })
}

const wipeDisk: Fault = (world, device) => {
  if (!world.profile.canWipe) return
  world.note(`${device.name}'s disk is wiped`)
  device.disk.wipe()
}

const wrongClock: Fault = (world, device) => {
  device.clockOffsetMs = world.random.pick([-6 * 3_600_000, -90_000, 0, 90_000, 6 * 3_600_000])
  world.note(`${device.name}'s clock is off by ${device.clockOffsetMs}`)
}

const kill: Fault = (world) => world.killNode()
const drain: Fault = (world) => world.drainNode()

const killAtCommit: Fault = (world) => {
  world.note('a node will die after a commit')
  world.commitKills = 0.3
  forAWhile(world, 3000, () => {
    world.commitKills = 0
  })
}

const failCommits: Fault = (world) => {
  world.note('commits fail')
  world.commitFails = 0.4
  forAWhile(world, 3000, () => {
    world.commitFails = 0
  })
}

const slowDatabase: Fault = (world) => {
  world.note('the database is slow')
  world.setCommitMs(world.random.pick([200, 2000, 7000]))
  forAWhile(world, 8000, () => world.setCommitMs(3))
}

const backup: Fault = (world) => {
  if (!world.profile.canRestore) return
  world.note('a backup is made')
  world.database.backup()
  if (world.random.next() < 0.6 && world.restores === 0)
    world.clock.after(world.random.integer(500, 12_000), () => world.restore(), world.clock.world)
}

const loseBus: Fault = (world) => {
  if (world.profile.nodes < 2 || world.bus.isAway) return
  world.note('the bus is away')
  world.bus.isAway = true
  forAWhile(world, 9000, () => {
    if (world.bus.isAway) world.bus.comeBack()
  })
}

const shopDown: Fault = (world) => {
  world.note("the shop's backend is down")
  world.shop.isUp = false
  forAWhile(world, 4000, () => {
    world.shop.isUp = true
  })
}

const FAULTS: readonly (readonly [number, Fault])[] = [
  [8, cutWires],
  [5, halfOpen],
  [6, offline],
  [5, badNetwork],
  [3, httpsOnly],
  [6, crashPage],
  [3, closePage],
  [2, hidePage],
  [4, openTab],
  [3, cloneTab],
  [3, slowDevice],
  [2, refuseDisk],
  [2, wipeDisk],
  [2, wrongClock],
  [5, kill],
  [3, drain],
  [4, killAtCommit],
  [4, failCommits],
  [4, slowDatabase],
  [4, backup],
  [4, loseBus],
  [1, shopDown],
]

/** Something that breaks. */
export function fault(world: World): void {
  pickWeighted(world, FAULTS)(world, world.random.pick(world.devices))
}
