import { expect, it } from 'vitest'
import { mentioned } from './mentions'

const people = [
  { id: 'ana', name: 'Ana', team: 'care' },
  { id: 'maria', name: 'Ana Maria', team: 'care' },
  { id: 'somsri', name: 'สมศรี', team: 'quality' },
  { id: 'reza', name: 'رضا احمدی', team: 'quality' },
]

it.each<[string, string, string[]]>([
  ['a person', 'Please look, @Ana.', ['ana']],
  ['the longer of two names', '@Ana Maria can you check?', ['maria']],
  ['however it is written', '@ANA look', ['ana']],
  ['the beginning of another word is nobody', '@Anabel was here', []],
  ['an address is nobody', 'mail ana@Ana.example', []],
  ['in Thai, where words run together', 'ฝาก @สมศรีดูด้วย', ['somsri']],
  ['in Persian, in brackets', '(@رضا احمدی) ببین', ['reza']],
  ['a team is everybody in it', 'Batch again. @quality', ['somsri', 'reza']],
  ['each once', '@Ana @Ana @care', ['ana', 'maria']],
  ['nobody', 'No sign here, and @nobody there', []],
])('%s', (_, text, expected) => {
  expect(mentioned(text, people, 'dao')).toEqual(expected)
})

it('who writes is not told of it', () => {
  expect(mentioned('@care', people, 'ana')).toEqual(['maria'])
})
