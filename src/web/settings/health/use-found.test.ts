import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import books from '../../../../locales/en/books.json' with { type: 'json' }
import words from '../../../../locales/en/doctor.json' with { type: 'json' }

const folder = new URL('../../../cli/commands/doctor/', import.meta.url)
/** `key: 'free'`, and both ends of `key: ms > 0 ? 'ahead' : 'behind'`. */
const KEY = /key: (?:[^,'}]*\? )?'(\w+)'(?: : '(\w+)')?/g

test('the console has a sentence for everything that the doctor finds, and none that it never says', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const said = files.flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(KEY)].flatMap(([, a, b]) => [a, b]))
  const known = Object.keys(words.doctor.says).map((key) => key.replace(/_(one|other)$/, ''))
  const elsewhere = ['unknownDays', 'noCalendar']
  for (const key of elsewhere) expect(Object.keys(books.books)).toContain(key)
  expect([...new Set(said.filter((key) => key !== undefined))].sort()).toEqual([...new Set([...known, ...elsewhere])].sort())
})
