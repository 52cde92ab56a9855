import { existsSync, readFileSync, statSync } from 'node:fs'
import { EXIT, Exit } from './exit'

/** The text of a file that somebody named; a sentence where there is none. */
export function textOf(file: string): string {
  if (!existsSync(file)) throw new Exit(EXIT.nothing, `There is no file ${file}.`)
  if (!statSync(file).isFile()) throw new Exit(EXIT.nothing, `${file} is a folder; name the files in it.`)
  return readFileSync(file, 'utf8')
}
