import { describe, expect, test } from 'vitest'
import { rules } from '../../test/support/simulated'
import { unknownPlaces } from './known-places'
import { readOwn } from './own-source'

const final = (due: string, more = '') =>
  `  - { id: final, kind: final_response, title: T, obligation: must, start: received, due: ${due}, reference: R 1, evidence: N${more} }`
const book = (milestones = final('5cd'), more = '') => `format: redress-regime/2
id: own
version: "1"
title: Own
jurisdiction: AU
evidence: N
checked: 2026-01-01
calendar: { holidays: AU, weekend: [sat, sun], time_zone: Australia/Sydney }
${more}milestones:
${milestones}
`
const shop = (more: string) => `format: redress-calendars/1\ncalendars:\n  - { id: shop, version: "1", title: Shop, ${more} }\n`
const bomb = 'abcdef'.split('').map(
  (key, at, all) =>
    `${key}: &${key} [${Array(9)
      .fill(at === 0 ? 'x' : `*${all[at - 1]}`)
      .join(', ')}]`,
)
const circle = `${final('5cd', ', replaces: other')}\n${final('6cd', ', replaces: final').replace('id: final', 'id: other')}`

async function problemsOf(text: string): Promise<string[]> {
  const read = readOwn(rules, 'own.yaml', text)
  return read.ok ? unknownPlaces(read.source, rules.ownHolidays, 'own.yaml', text) : read.problems
}

describe('what a firm wrote and cannot be right is named by file, line and remedy', () => {
  test.each<[string, string, RegExp]>([
    ['a length of a thousand years', book(final('999999cd')), /^own\.yaml, line 10: .*must be a duration such as 24h/],
    ['a length below nothing', book(final('-5cd')), /^own\.yaml, line 10: .*must be a duration such as 24h/],
    ['half an hour as 1.5h', book(final('1.5h')), /^own\.yaml, line 10: .*must be a duration such as 24h/],
    ['forty years', book(final('40y')), /^own\.yaml, line 10: .*longer than thirty years.*look at its unit/],
    ['a zone the wrong way round', book().replace('Australia/Sydney', 'Sydney/Australia'), /^own\.yaml, line 8: .*such as Asia\/Bangkok/],
    ['a country that is none', book().replace('holidays: AU', 'holidays: XX'), /^own\.yaml, line 8: We have no holidays for "XX".*AU-NSW/],
    [
      'a week without a day',
      book().replace('[sat, sun]', '[mon, tue, wed, thu, fri, sat, sun]'),
      /^own\.yaml, line 8: .*a list such as \[sat, sun\]/,
    ],
    ['a tab', book().replace('  - {', '\t- {'), /^own\.yaml, line 10: this is not YAML: Tabs/],
    ['a key twice', `${book()}title: Again\n`, /^own\.yaml, line 11: this is not YAML: Map keys must be unique/],
    ['30 February', book(final('5cd'), 'effective: { from: 2026-02-30 }\n'), /^own\.yaml, line 9: .*must be a date such as 2026-04-03/],
    [
      'an end before the beginning',
      book(final('5cd'), 'effective: { from: 2026-12-01, to: 2026-01-01 }\n'),
      /^own\.yaml, line 9: .*ends before it begins/,
    ],
    ['the rest of nothing', book(final('{ left_of: gone, answered: 1cd, otherwise: 2cd }')), /^own\.yaml, line 10: .*left_of names "gone"/],
    [
      'half of a rest',
      book(final('{ left_of: final, answered: 1cd }')),
      /^own\.yaml, line 10: .*such as \{ left_of: final, answered: 21cd/,
    ],
    ['two that replace each other', book(circle), /^own\.yaml, line 10: .*runs in a circle back to "final"/],
    ['aliases of aliases', `${bomb.join('\n')}\n`, /^own\.yaml, line 1: its aliases .*write out what they repeat/],
    ['an empty file', '', /^own\.yaml, line 1: file\.format must be one of redress-regime\/2/],
    [
      'a calendar on Mars',
      shop('time_zone: Mars/Phobos, holidays: AU, week: { mon: ["09:00-12:00"] }'),
      /^own\.yaml, line 3: .*not a time zone that we know/,
    ],
    [
      'a calendar of Atlantis',
      shop('holidays: Atlantis, week: { mon: ["09:00-12:00"] }'),
      /^own\.yaml, line 3: We have no holidays for "Atlantis"/,
    ],
    [
      'a policy of nowhere',
      'format: redress-service/1\ntitle: x\nfirst_response: 2h\nholidays: Nowhere\n',
      /^own\.yaml, line 4: We have no holidays/,
    ],
    ['news every 0 days', 'format: redress-service/1\ntitle: x\nupdate_every: 0bd\n', /^own\.yaml, line 3: .*no time at all; leave it out/],
  ])('%s', async (_, text, says) => expect((await problemsOf(text))[0]).toMatch(says))

  test('and what is right has nothing wrong with it', async () => {
    expect(await problemsOf(book())).toEqual([])
    expect(await problemsOf(shop('holidays: AU-NSW, week: { mon: ["09:00-12:00"] }'))).toEqual([])
  })
})
