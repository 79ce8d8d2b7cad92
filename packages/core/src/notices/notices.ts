import { atom } from 'nanostores'
import type { Notice, NoticeRoom } from './notice.ts'

type Words = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never

/** More than these nobody reads. */
const MAX_NOTICES = 5

export interface Notices extends NoticeRoom {
  /** Returns its id, to dismiss it by. */
  add(notice: Words): string
}

export function createNotices(): Notices {
  const $notices = atom<readonly Notice[]>([])
  let last = 0
  return {
    $notices,
    add(notice) {
      last += 1
      // Omit took the id out of each arm; here it comes back.
      const added = { ...notice, id: `n${last}` } as Notice
      const all = [...$notices.get(), added]
      const oldest = all.find(({ kind }) => kind !== 'expired')
      // A question waits for its answer, however much news comes after it.
      $notices.set(all.length > MAX_NOTICES ? all.filter((known) => known !== oldest) : all)
      return added.id
    },
    dismiss(id) {
      $notices.set($notices.get().filter((notice) => notice.id !== id))
    },
  }
}
