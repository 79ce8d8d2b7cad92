import { readFile } from 'node:fs/promises'

/** What a process has used and holds. */
export interface Usage {
  readonly cpuMs: number
  /** Of that, what the kernel did for it: writing to sockets, waking who reads them. */
  readonly kernelMs: number
  readonly residentBytes: number
}

/** The kernel counts time for people in hundredths of a second, whatever it does inside. */
const TICK_MS = 10

/** Reads `/proc`: Linux only. @throws when there is no such process. */
export async function readUsage(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ])
  // The name in brackets may hold spaces; user and system time are the 12th and 13th field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const resident = /VmRSS:\s+(\d+) kB/.exec(status)?.[1]
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    kernelMs: Number(fields[12]) * TICK_MS,
    residentBytes: Number(resident ?? 0) * 1024,
  }
}
