import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readNoticeCatalogues } from './catalogues'

const shipped = fileURLToPath(new URL('../../locales/notices', import.meta.url))

test('the languages that ship are there', () => {
  expect(Object.keys(readNoticeCatalogues(shipped)).sort()).toEqual(['en', 'fa', 'th', 'zh'])
})

test('a folder without English, and a file with a fault, are named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'))
  expect(() => readNoticeCatalogues(folder)).toThrow('has no en.json')
  writeFileSync(join(folder, 'en.json'), JSON.stringify({ severity: {}, clocks: {}, notices: {} }))
  expect(() => readNoticeCatalogues(folder)).toThrow(/^en\.json: severity\.A is missing/)
  rmSync(folder, { recursive: true })
})
