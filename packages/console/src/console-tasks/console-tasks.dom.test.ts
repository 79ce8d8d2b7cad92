import { ToteError } from '@tote/protocol'
import type { DoneTask, StoreTask, TaskDone } from '@tote/protocol/store-tasks'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { storeTaskOf } from '../console-fixtures.ts'
import type { HubApi } from '../hub-api.ts'
import { ConsoleTasks } from './console-tasks.ts'

customElements.define('tote-console-tasks', ConsoleTasks)

async function mount({ namesStores = false, tasks = [storeTaskOf()] } = {}) {
  const hub = {
    tasks: tasks as readonly StoreTask[],
    asked: [] as TaskDone[],
    finish: (task: StoreTask): Promise<DoneTask> =>
      Promise.resolve({
        task: { ...task, done: { at: Date.UTC(2026, 10, 26, 10), by: 'Mia' } },
        isNew: true,
      }),
    fault: null as ToteError | null,
  }
  const api: Pick<HubApi, 'tasks' | 'finishTask'> = {
    tasks() {
      if (hub.fault !== null) return Promise.reject(hub.fault)
      return Promise.resolve({ tasks: [...hub.tasks], hasMore: hub.tasks.length > 1 })
    },
    finishTask(wish) {
      hub.asked.push(wish)
      const task = hub.tasks.find(({ orderId, kind }) => orderId === wish.orderId && kind === wish.kind)
      return task === undefined ? Promise.reject(new ToteError('not_found', 'Gone.')) : hub.finish(task)
    },
  }
  const element = await fixture<ConsoleTasks>(
    html`<tote-console-tasks .api=${api} ?names-stores=${namesStores}></tote-console-tasks>`,
  )
  return { element, hub }
}

const order = (ref: string) => page.getByRole('article', { name: `Order ${ref}` })
const send = () => page.getByRole('button', { name: 'Mark as sent' })

test('what is to send is marked as sent with its number, by keyboard alone, and goes', async () => {
  const { element, hub } = await mount()
  await expect.element(order('1001')).toBeVisible()
  await expect.element(order('1001').getByText('Engraving: A. B.')).toBeVisible()
  await expect(element).to.be.accessible()
  await userEvent.click(page.getByLabelText(/Tracking number/))
  await userEvent.keyboard(' JX 12 {Enter}')
  await expect.element(page.getByText('Order 1001 is sent. The shopper is told.')).toBeVisible()
  expect(order('1001').elements()).toHaveLength(0)
  // Whoever works by keyboard goes on where the next one is.
  expect(element.shadowRoot?.activeElement?.id).toBe('send')
  expect(hub.asked).toEqual([{ kind: 'send', orderId: 'k1', locationId: 'rue', tracking: 'JX 12' }])
  await expect(element).to.be.accessible()
})

test('what is fetched is marked as ready, and says when it was promised', async () => {
  const { hub } = await mount({
    tasks: [storeTaskOf({ kind: 'prepare', promisedAt: Date.UTC(2026, 10, 26, 11), timeZone: 'Asia/Tokyo' })],
  })
  await expect.element(order('1001').getByText(/promised from .*8:00/)).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Mark as ready' }))
  await expect.element(page.getByText('Order 1001 is ready. The shopper is told.')).toBeVisible()
  expect(hub.asked).toEqual([{ kind: 'prepare', orderId: 'k1', locationId: 'rue' }])
})

test('what another one has done says by whom; what they do goes away by itself', async () => {
  const { hub } = await mount({ tasks: [storeTaskOf(), storeTaskOf({ ref: '1002', orderId: 'k2' })] })
  const finish = hub.finish
  hub.finish = async (task) => ({ ...(await finish(task)), isNew: false })
  await userEvent.click(send().first())
  await expect.element(page.getByText(/Order 1001 was sent before: .*, Mia\./)).toBeVisible()
  await expect.element(order('1002')).toBeVisible()
  hub.tasks = []
  await vi.waitFor(() => expect(order('1002').elements()).toHaveLength(0), 20_000)
})

test('what was given back is said, and a store is named to who sees all', async () => {
  const { element } = await mount({
    namesStores: true,
    tasks: [storeTaskOf({ givenBack: 1 }), storeTaskOf({ ref: '1002', orderId: 'k2' })],
  })
  await expect.element(page.getByRole('heading', { name: 'Order 1001 at Rue Verte' })).toBeVisible()
  await expect.element(order('1001').getByText(/Given back of this line: 1/)).toBeVisible()
  await expect.element(page.getByText(/^There are more/)).toBeVisible()
  await expect(element).to.be.accessible()
})

test('what the hub refuses is told, and the order stays; a hub that is away is said to be', async () => {
  const { element, hub } = await mount()
  hub.finish = () => Promise.reject(new ToteError('forbidden', 'This is for another store to do.'))
  await userEvent.click(send())
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Order 1001: This is for another store to do.')
  await expect.element(order('1001')).toBeVisible()
  hub.fault = new ToteError('hub_unreachable')
  await vi.waitFor(() => expect(page.getByText(/The hub does not answer/).elements()).toHaveLength(1), 20_000)
  await expect.element(order('1001')).toBeVisible()
  const isOut = new Promise((done) => element.addEventListener('console-sign-out', done))
  hub.fault = new ToteError('unauthorised')
  await isOut
})
