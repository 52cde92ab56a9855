import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const MESSAGES = 'samples/messages'
export const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const

/** The objects of a file of one JSON object a line; none where there is no such file yet. @throws naming the line that is not JSON. */
export function rowsOf<T>(...path: string[]): T[] {
  const file = join(...path)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as T]
    } catch {
      throw new Error(`${file}: line ${i + 1} is not JSON`)
    }
  })
}
