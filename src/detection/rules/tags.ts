import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding, Tag } from '../../domain/finding'
import { edgesOf } from '../risk/hits'
import type { Aside } from '../risk/scan'
import { type Folded, foldedString } from '../text/normalise'
import { ARABIC, HAN, LATIN, THAI } from '../text/scripts'

/** The words of one language by which messages of a kind are known, and how members of staff are named, as `models/tags/LANG.json`. */
type TagFile = { lang: string; version: string; tags: Partial<Record<Tag, string[]>>; named: string[] }
/** `phrases` by language, each with its tag; `named` by the script that the names of a language are written in. */
export type Tagger = { phrases: Record<string, Aside[]>; named: { script: number; patterns: RegExp[] }[] }

const SCRIPTS: Record<string, number> = { en: LATIN, th: THAI, zh: HAN, fa: ARABIC }
/** Names are looked for in this much of a text. */
const NAMED_IN = 2_000

export function readTagger(dir: string): Tagger {
  const phrases: Tagger['phrases'] = {}
  const named: Tagger['named'] = []
  for (const name of existsSync(dir) ? readdirSync(dir).sort() : []) {
    const file = JSON.parse(readFileSync(join(dir, name), 'utf8')) as TagFile
    phrases[file.lang] = Object.entries(file.tags).flatMap(([tag, list]) => list.map((written) => asideOf(tag as Tag, written)))
    named.push({ script: SCRIPTS[file.lang] ?? LATIN, patterns: file.named.map((pattern) => new RegExp(pattern, 'u')) })
  }
  return { phrases, named }
}

function asideOf(tag: Tag, written: string): Aside {
  const text = foldedString(written.replace(/\*$/, ''))
  return { tag, phrase: { text, open: written.endsWith('*'), edges: edgesOf(text) } }
}

/**
 * What particular people must see in a message, besides everything else that it is: tags hide nothing and say nothing about a complaint. `said` are
 * the tags whose phrases stand in the text `folded`; names are read from the text as it was written, and only in what may be a complaint.
 */
export function tagsOf(tagger: Tagger, finding: Pick<Finding, 'complaint' | 'intent'>, folded: Folded, said: readonly Tag[]): Tag[] {
  const { complaint, intent } = finding
  const tags = [...said]
  if (complaint.value !== 'yes' && (intent.value === 'lead' || intent.value === 'abuse')) tags.push(intent.value)
  if (complaint.value !== 'no' && namesSomebody(tagger, folded)) tags.push('named_employee')
  if (tags.length === 0) return NONE
  const distinct = new Set(tags)
  if (complaint.value === 'yes') distinct.delete('troll')
  return [...distinct].sort()
}

const NONE: Tag[] = []

function namesSomebody({ named }: Tagger, { text, kinds }: Folded): boolean {
  const beginning = text.slice(0, NAMED_IN)
  return named.some(({ script, patterns }) => kinds[script]! > 0 && patterns.some((pattern) => pattern.test(beginning)))
}
