import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogues } from './domain/notices/catalogue'

/** The sentences of all notices, by language, as they ship. */
export const catalogues = (root: string) =>
  Object.fromEntries(
    ['en', 'th', 'zh', 'fa'].map((lang) => [lang, JSON.parse(readFileSync(join(root, 'locales', 'notices', `${lang}.json`), 'utf8'))]),
  ) as Catalogues
