import { expect, it } from 'vitest'
import { FILE_BYTES, FILE_ENDINGS, fileRefusal, mediaTypeOf } from './files'

const bytes = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))

it.each<[string, string, string, string | null]>([
  ['a photo', 'bag.JPG', '\xff\xd8\xff\xe0 photo', null],
  ['a letter', 'letter.pdf', '%PDF-1.7 …', null],
  ['a table', 'prices.xlsx', 'PK\x03\x04…', null],
  ['a table as text, in Thai', 'ราคา.csv', 'a,b\n1,2', null],
  ['a recording', 'call.m4a', '\0\0\0\x18ftypM4A ', null],
  ['a program', 'setup.exe', 'MZ…', 'file_kind'],
  ['a program that calls itself a photo', 'setup.jpg', 'MZ…', 'file_kind'],
  ['a page, which runs scripts', 'hello.html', '<script>', 'file_kind'],
  ['a picture that runs scripts', 'hello.svg', '<svg onload=…', 'file_kind'],
  ['bytes that call themselves text', 'hello.txt', 'a\0b', 'file_kind'],
  ['no ending', 'letter', '%PDF', 'file_kind'],
  ['an ending of the prototype', 'x.constructor', '%PDF', 'file_kind'],
  ['nothing', 'letter.pdf', '', 'file_empty'],
])('%s: %s', (_, name, text, expected) => {
  expect(fileRefusal(name, text.length, bytes(text))).toBe(expected)
})

it('one byte more than ten MiB is too much, and a browser knows before it sends', () => {
  expect(fileRefusal('film.mp4', FILE_BYTES)).toBeNull()
  expect(fileRefusal('film.mp4', FILE_BYTES + 1)).toBe('file_large')
})

it('every ending has a media type of its own', () => {
  expect(FILE_ENDINGS.map(mediaTypeOf).filter((type) => type === 'application/octet-stream')).toEqual([])
  expect(mediaTypeOf('x.exe')).toBe('application/octet-stream')
})
