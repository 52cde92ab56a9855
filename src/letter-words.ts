import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Words } from './domain/letters/compose'

/** The words of letters, by language, as they ship. */
export const letterWords = (root: string): Record<string, Words> =>
  Object.fromEntries(
    ['en', 'th', 'zh', 'fa'].map((lang) => [
      lang,
      JSON.parse(readFileSync(join(root, 'locales', 'letters', `${lang}.json`), 'utf8')) as Words,
    ]),
  )
