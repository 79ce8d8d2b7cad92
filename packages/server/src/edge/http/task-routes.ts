import { cleanChatText } from '@tote/protocol'
import { taskDoneSchema, type DoneTask, type StoreTasks, type TaskDone } from '@tote/protocol/store-tasks'
import type { FastifyInstance } from 'fastify'
import { toStorePerson } from '../../fulfilment/store-person.ts'
import { finishTask, readTasks } from '../../fulfilment/store-tasks.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tellChange } from '../tell-change.ts'
import type { ConsoleSessions } from './console-sessions.ts'

/** What a store has to send and to make ready, and that it did. */
export function taskRoutes(
  app: FastifyInstance,
  { store, news, now }: HubContext,
  sessions: ConsoleSessions,
): void {
  app.get('/v1/console/tasks', async (request, reply): Promise<StoreTasks> => {
    const { tenant, associate } = await sessions.personOf(request)
    void reply.header('cache-control', 'no-store')
    return readTasks(store.db, tenant.id, toStorePerson(associate))
  })

  app.post('/v1/console/tasks/done', async (request): Promise<DoneTask> => {
    sessions.checkOwnPage(request)
    const { tenant, associate } = await sessions.personOf(request)
    const { answer, delta } = await finishTask(store, tenant, {
      task: withCleanTracking(parseMessage(taskDoneSchema, request.body)),
      person: toStorePerson(associate),
      nowMs: now(),
    })
    tellChange(news, tenant.id, { delta, stockChanged: [] })
    return answer
  })
}

/** It is shown to the shopper, and may come from a scanner: one line, without what turns or hides text. */
function withCleanTracking(task: TaskDone): TaskDone {
  if (task.kind === 'prepare') return task
  const { tracking = '', ...sent } = task
  const text = cleanChatText(tracking)
  return text === '' ? sent : { ...sent, tracking: text }
}
