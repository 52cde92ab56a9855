import en from '../../../locales/pages/en.json'
import fa from '../../../locales/pages/fa.json'
import th from '../../../locales/pages/th.json'
import zh from '../../../locales/pages/zh.json'
import { type Html, html, type Printable } from './html'
import type { Language } from './language'

/** The sentences of the public pages. What English says, every language says. */
export type Words = Record<keyof typeof en, string>
export type Key = keyof Words
export const WORDS: Record<Language, Words> = { en, th, zh, fa }

/** A sentence with its blanks filled; what is filled in is escaped. */
export function say(words: Words, key: Key, facts: Record<string, Printable> = {}): Html {
  const pieces = words[key].split(/\{(\w+)\}/)
  return html`${pieces.map((piece, i) => (i % 2 ? facts[piece] : piece))}`
}
