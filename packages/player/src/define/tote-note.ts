import { safeDefine } from '../internal/safe-define.ts'
import { ToteNote } from '../tote-note/tote-note.ts'

safeDefine('tote-note', ToteNote)

declare global {
  interface HTMLElementTagNameMap {
    'tote-note': ToteNote
  }
}
