import en from '../../../locales/pages/en.json'
import fa from '../../../locales/pages/fa.json'
import th from '../../../locales/pages/th.json'
import zh from '../../../locales/pages/zh.json'
import { type Html, html, type Printable } from './html'
import { LANGUAGES, type Language } from './language'

/** The sentences of the public pages. What English says, every language says. */
export type Words = Record<keyof typeof en, string>
export type Key = keyof Words
export const WORDS: Record<Language, Words> = { en, th, zh, fa }

const numbers = new Map(LANGUAGES.map((lang) => [WORDS[lang], new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : `${lang}-u-nu-latn`)]))

/** A sentence with its blanks filled: numbers in the reader's digits, everything escaped. */
export function say(words: Words, key: Key, facts: Record<string, Printable> = {}): Html {
  const shown = (fact: Printable) => (typeof fact === 'number' ? numbers.get(words)?.format(fact) : fact)
  const pieces = words[key].split(/\{(\w+)\}/)
  return html`${pieces.map((piece, i) => (i % 2 ? shown(facts[piece]) : piece))}`
}
