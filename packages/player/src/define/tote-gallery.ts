import { safeDefine } from '../internal/safe-define.ts'
import { ToteGallery } from '../tote-gallery/tote-gallery.ts'

safeDefine('tote-gallery', ToteGallery)
