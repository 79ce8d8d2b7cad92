import { safeDefine } from '../internal/safe-define.ts'
import { ToteLauncher } from '../tote-launcher/tote-launcher.ts'

safeDefine('tote-launcher', ToteLauncher)
