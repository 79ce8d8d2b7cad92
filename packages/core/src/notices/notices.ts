import { atom } from 'nanostores'
import type { Notice, NoticeRoom } from '../tote.ts'

type Words = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never

/** More than these nobody reads. */
const MAX_NOTICES = 5

export interface Notices extends NoticeRoom {
  add(notice: Words): void
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
      $notices.set([...$notices.get(), added].slice(-MAX_NOTICES))
    },
    dismiss(id) {
      $notices.set($notices.get().filter((notice) => notice.id !== id))
    },
  }
}
