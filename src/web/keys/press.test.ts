import { expect, test } from 'vitest'
import { type KeyPress, pressed } from './press'

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: 'j',
  code: 'KeyJ',
  keyCode: 74,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
})

test.each([
  ['a letter', {}, 'j'],
  ['with Shift', { key: 'E', code: 'KeyE', shiftKey: true }, 'Shift+e'],
  ['Caps Lock types a capital without Shift', { key: 'J' }, 'j'],
  ['Thai Kedmanee goes by place', { key: '่', code: 'KeyJ' }, 'j'],
  ['Persian goes by place', { key: 'ت', code: 'KeyJ' }, 'j'],
  ['Russian goes by place', { key: 'о', code: 'KeyJ' }, 'j'],
  ['Dvorak goes by what it types', { key: 'j', code: 'KeyC' }, 'j'],
  ['AZERTY a lies where q lies', { key: 'a', code: 'KeyQ' }, 'a'],
  ['a digit', { key: '1', code: 'Digit1' }, '1'],
  ['the Thai digit row types letters', { key: 'ๅ', code: 'Digit1' }, '1'],
  ['the Persian digit row types Persian digits', { key: '۱', code: 'Digit1' }, '1'],
  ['AZERTY digit row without Shift', { key: '&', code: 'Digit1' }, '1'],
  ['AZERTY digit row with Shift', { key: '1', code: 'Digit1', shiftKey: true }, '1'],
  ['Shift+1 is no 1', { key: '!', code: 'Digit1', shiftKey: true }, '!'],
  ['question mark needs no word about Shift', { key: '?', code: 'Slash', shiftKey: true }, '?'],
  ['question mark on a Persian keyboard', { key: '؟', code: 'Slash', shiftKey: true }, '?'],
  ['slash on a Thai keyboard', { key: 'ฝ', code: 'Slash' }, '/'],
  ['German slash is Shift+7', { key: '/', code: 'Digit7', shiftKey: true }, '/'],
  ['Control', { key: 'k', code: 'KeyK', ctrlKey: true }, 'Mod+k'],
  ['Command', { key: 'k', code: 'KeyK', metaKey: true }, 'Mod+k'],
  ['Control on a Persian keyboard', { key: 'ن', code: 'KeyK', ctrlKey: true }, 'Mod+k'],
  ['Control+Enter', { key: 'Enter', code: 'Enter', ctrlKey: true }, 'Mod+Enter'],
  ['Control+Shift is left to the browser', { key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }, null],
  ['Alt is never ours', { altKey: true }, null],
  ['AltGr is never ours', { getModifierState: (k: string) => k === 'AltGraph' }, null],
  ['composition', { isComposing: true }, null],
  ['composition by the old sign', { keyCode: 229 }, null],
  ['a lone modifier', { key: 'Shift', code: 'ShiftLeft', shiftKey: true }, null],
  ['a dead key', { key: 'Dead', code: 'BracketLeft' }, '['],
] as [string, Partial<KeyPress>, string | null][])('%s', (_, change, expected) => {
  expect(pressed(press(change))).toBe(expected)
})
