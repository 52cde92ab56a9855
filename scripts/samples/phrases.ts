import { readFileSync } from 'node:fs'
import type { Random } from './random'

export const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const
export type Language = (typeof LANGUAGES)[number]
/** `about` says what it fits: a kind of product, a kind of trouble, or `any`; `only` names the products that it can be said of. */
export type Phrase = { line: string; about: string; only: string[] | null }

/** The phrases of one language by section: `problem.formula`, `open.chat` … Written by hand in `phrases/*.txt`, a sentence a line. */
export type Phrases = { get(section: string): readonly Phrase[]; topics: readonly string[] }

/** A line `## section about` begins a section; `@product,product ` before a sentence limits it to these products. */
export function readPhrases(language: Language): Phrases {
  const sections = new Map<string, Phrase[]>()
  let current: Phrase[] = []
  let about = 'any'
  for (const line of readFileSync(new URL(`./phrases/${language}.txt`, import.meta.url), 'utf8').split('\n')) {
    const head = /^## (\S+)(?: (\S+))?$/.exec(line)
    if (head) {
      current = sections.get(head[1]!) ?? []
      sections.set(head[1]!, current)
      about = head[2] ?? 'any'
    } else if (line !== '') current.push(phrase(line, about))
  }
  const get = (section: string) => {
    const found = sections.get(section)
    if (!found) throw new Error(`${language} has no section ${section}`)
    return found
  }
  return { get, topics: [...sections.keys()].filter((name) => name.startsWith('problem.')) }
}

function phrase(line: string, about: string): Phrase {
  const limited = /^@([a-z-]+(?:,[a-z-]+)*) (.+)$/.exec(line)
  return { line: (limited?.[2] ?? line).replaceAll('\\n', '\n'), about, only: limited ? limited[1]!.split(',') : null }
}

/** One of each `[a|b|c]`, then a value for each `{slot}`. */
export function fill(line: string, random: Random, slot: (name: string) => string): string {
  const chosen = line.replace(/\[([^\]]*\|[^\]]*)\]/g, (_, choices: string) => random.pick(choices.split('|')))
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => slot(name))
}
