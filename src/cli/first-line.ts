import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const MOST = 2_000

/**
 * The first line that a program prints. What it says on a piped stderr is read, so that it never waits for a reader, and told in the error that is
 * thrown when it ends before its first line.
 */
export async function firstLine(child: ChildProcess): Promise<string> {
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-MOST)
  })
  const line = once(createInterface({ input: child.stdout! }), 'line').then(([said]) => String(said))
  const ended = once(child, 'close').then(([code]) =>
    Promise.reject(new Error(`the server ended with ${code} before it was ready${complaints && `: ${complaints}`}`)),
  )
  return await Promise.race([line, ended])
}
