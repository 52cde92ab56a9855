import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FACTS } from './facts'
import { HAPPENINGS } from './happenings'

const guide = readFileSync(new URL('../../../docs/guides/rule-books.md', import.meta.url), 'utf8')

test.each(Object.entries(FACTS))('the guide says who says %s, and where', (name, { by, field, asks }) => {
  expect(guide).toMatch(new RegExp(`^\\| \`${name}\` \\| [^|]+ \\| ${by} \\| \`${field.replaceAll('.', '\\.')}\` \\|`, 'm'))
  expect(guide).toContain(asks)
})
test.each(Object.entries(HAPPENINGS))('the guide knows that %s can happen', (name, { says }) => {
  expect(guide).toContain(`| \`${name}\` | ${says} |`)
})
