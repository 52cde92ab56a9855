import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogues } from './domain/notices/catalogue'

/** The sentences of all notices, by language, as they ship, with what the console's words have of the reasons in them. */
export const catalogues = (root: string) =>
  Object.fromEntries(
    ['en', 'th', 'zh', 'fa'].map((lang) => {
      const read = (...path: string[]) => JSON.parse(readFileSync(join(root, 'locales', ...path), 'utf8'))
      const { ruleSaid, policyTitle } = read(lang, 'rule-said.json')
      return [lang, { ...read('notices', `${lang}.json`), said: { ruleSaid, policyTitle, topic: read(lang, 'words.json').words.topic } }]
    }),
  ) as Catalogues
