import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { packageRoot } from '../../../../paths'
import { EXIT, Exit } from '../../../exit'

/** A text and whether it is a complaint. */
export type Labelled = { text: string; complaint: boolean }
export type Rows = { name: string; train: Labelled[]; test: Labelled[] }

const LANGUAGES = ['en', 'th', 'zh', 'fa']
const YES = new Set(['yes', 'true', '1', 'negative', 'neg', 'complaint'])
const HELD = 5

/** The messages that come with Redress: the teaching ones for those who must learn, the held-back ones for all to be judged on. */
export function ownRows(): Rows {
  const folder = path.join(packageRoot(), 'samples', 'messages')
  const of = (...more: string[]) => LANGUAGES.flatMap((lang) => read(path.join(folder, ...more, `${lang}.jsonl`), 'complaint'))
  return { name: 'samples/messages/held-back', train: of(), test: of('held-back') }
}

/** `train` and, where there is one, `dev` or `test` of a folder, as .jsonl or .jsonl.gz; else every fifth training row judges. */
export function rowsIn(dir: string, label: string): Rows {
  const file = (name: string) => [`${name}.jsonl`, `${name}.jsonl.gz`].map((each) => path.join(dir, each)).find((each) => existsSync(each))
  const [train, test] = [file('train'), file('test') ?? file('dev')]
  if (!train) throw new Exit(EXIT.usage, `${dir} holds no train.jsonl or train.jsonl.gz.`)
  const all = read(train, label)
  if (test) return { name: dir, train: all, test: read(test, label) }
  return { name: dir, train: all.filter((_, i) => i % HELD !== 0), test: all.filter((_, i) => i % HELD === 0) }
}

function read(file: string, label: string): Labelled[] {
  if (!existsSync(file)) return []
  const bytes = readFileSync(file)
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean)
  return lines.flatMap((line) => {
    const row = JSON.parse(line) as Record<string, unknown>
    return typeof row.text === 'string' && row[label] !== undefined ? [{ text: row.text, complaint: YES.has(String(row[label])) }] : []
  })
}
