import type { Plugin } from 'vite'

const POLICY = /createPolicy\((["'])lit-html\1/

/**
 * Gives this build's copy of the templates' library a Trusted Types policy of its own name, `tote`: a page may allow each
 * name once, and the player's copy has the other. Fails the build when the library is not as it was.
 */
export function ownPolicy(): Plugin {
  let isDone = false
  return {
    name: 'tote-own-policy',
    transform(code, id) {
      if (!/\/lit-html\/(development\/)?lit-html\.js$/.test(id)) return null
      if (!POLICY.test(code)) throw new Error(`${id} makes no policy where it did`)
      isDone = true
      return { code: code.replace(POLICY, 'createPolicy($1tote$1'), map: null }
    },
    buildEnd(error) {
      if (error === undefined && !isDone) throw new Error('no copy of lit-html was found to give a policy to')
    },
  }
}
