import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { budgets, firstLoad } from './budgets.mjs'

const packed = (code) => gzipSync(code).length
const chunk = (code, imports = [], isEntry = false) => ({ code, imports, isEntry })
const bundle = {
  'index.js': chunk('entry;'.repeat(40), ['shared.js', 'vendor.js'], true),
  'shared.js': chunk('shared;'.repeat(30), ['vendor.js']),
  'vendor.js': chunk('vendor;'.repeat(50)),
  'case.js': chunk('case;'.repeat(1000), ['shared.js']),
  'type.css': { source: 'body{}' },
}
const expected = ['index.js', 'shared.js', 'vendor.js'].reduce((sum, name) => sum + packed(bundle[name].code), 0)

test('the first load is the entry and what it imports, each once; screens that come later do not count', () => {
  expect(firstLoad(bundle)).toBe(expected)
})

test('a build whose first load is over the budget fails and says by how much', () => {
  const said = []
  const build = (limit) => budgets(limit).generateBundle.handler.call({ error: (words) => said.push(words) }, {}, bundle)
  build(expected)
  expect(said).toEqual([])
  build(expected - 1)
  expect(said[0]).toContain(`${expected} bytes`)
})
