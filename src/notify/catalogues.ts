import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, type Catalogues, problemsOf } from '../domain/notices/catalogue'

/** Reads `<lang>.json` of every language in a folder. Throws where English is missing or a catalogue has a fault, naming file and fault. */
export function readNoticeCatalogues(folder: string): Catalogues {
  const found: Record<string, Catalogue> = {}
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const catalogue: Catalogue = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const problems = problemsOf(catalogue)
    if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`)
    found[file.replace(/\.json$/, '')] = catalogue
  }
  const { en } = found
  if (!en) throw new Error(`${folder} has no en.json`)
  return { ...found, en }
}
