import { expect, test } from 'vitest'
import english from '../../../locales/en/shell.json'
import { BINDINGS, clashes, remapped } from './bindings'

test('no two bindings answer to the same keys on one screen', () => {
  expect(clashes(BINDINGS)).toEqual([])
})

test('a clash would be found: in a scope, with `any`, in scopes that meet, and with the first key of a sequence', () => {
  expect(clashes(remapped({ next: 'k' }))).toEqual([['next', 'previous']])
  expect(clashes(remapped({ next: '1' }))).toEqual([['next', 'complaint']])
  expect(clashes(remapped({ reply: 'c' }))).toEqual([['create', 'reply']])
  const places = BINDINGS.filter(({ keys }) => keys.startsWith('g ')).map(({ id }) => id as string)
  expect(clashes(remapped({ note: 'g' })).map(([a]) => a)).toEqual(places)
})

const TAKEN_BY_BROWSERS = [
  'Mod+t',
  'Mod+w',
  'Mod+n',
  'Mod+l',
  'Mod+r',
  'Mod+f',
  'Mod+p',
  'Mod+s',
  'Mod+j',
  'Mod+d',
  'Mod+h',
  'Mod+.',
  'Mod+q',
  'Mod+Space',
]
test('nothing that a browser, a menu or an input method owns', () => {
  const ours = BINDINGS.map(({ keys }) => keys as string)
  expect(ours.filter((keys) => TAKEN_BY_BROWSERS.includes(keys) || keys.includes('Alt') || keys.includes('Ctrl'))).toEqual([])
})

test('every binding has a name in the catalogue, and the catalogue names nothing else', () => {
  expect(Object.keys(english.keys.does).sort()).toEqual(BINDINGS.map(({ id }) => id as string).sort())
})
