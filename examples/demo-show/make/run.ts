import { spawn } from 'node:child_process'

/** Runs a program to its end and gives what it printed. Rejects with its last words when it fails. */
export function run(
  command: string,
  args: readonly string[],
  input?: AsyncIterable<Uint8Array>,
): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let printed = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${command} failed: ${complained.slice(-800)}`))
    })
  })
  void feed(child.stdin, input)
  return ended
}

async function feed(
  stdin: NodeJS.WritableStream,
  input: AsyncIterable<Uint8Array> | undefined,
): Promise<void> {
  // A program that ends early closes its input; it says why itself.
  stdin.on('error', () => undefined)
  if (input !== undefined)
    for await (const chunk of input)
      if (!stdin.write(chunk)) await new Promise<void>((done) => stdin.once('drain', () => done()))
  stdin.end()
}
