import { expect, test } from 'vitest'
import { type Command, matching } from './commands'

const command = (id: string, name: string, alias = ''): Command => ({ id, name, alias, keys: null, run: () => undefined })
const all = [
  command('close', 'Close the case', 'close'),
  command('note', 'ปิดกรณี', 'Add a note'),
  command('open', 'Reopen the case', 'reopen'),
]
const ids = (words: string) => matching(all, words).map(({ id }) => id)

test('nothing typed shows everything in order', () => expect(ids('')).toEqual(['close', 'note', 'open']))
test('all words must be there, in any order', () => expect(ids('case the re')).toEqual(['open']))
test('the page’s own language finds it', () => expect(ids('ปิด')).toEqual(['note']))
test('English finds it in any language', () => expect(ids('note')).toEqual(['note']))
test('what begins with the word comes first', () =>
  expect(matching([command('b', 'the case'), command('a', 'case of')], 'case').map(({ id }) => id)).toEqual(['a', 'b']))
test('capitals and full-width letters do not matter', () => expect(ids('ＣＬＯＳＥ')).toEqual(['close']))
