import type { Plugin } from 'vite'

/** Takes other code in place of modules below `folder`; they are named by their path there, without ending. */
export function leaveOut(folder: string, inPlaceOf: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'tote-leave-out',
    enforce: 'pre',
    load(id) {
      const name = id.split(folder)[1]?.replace(/\.[jt]s$/, '')
      const code = name === undefined ? undefined : inPlaceOf[name]
      return code === undefined ? null : { code, moduleSideEffects: false }
    },
  }
}
