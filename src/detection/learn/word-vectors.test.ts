import { expect, test } from 'vitest'
import { hashOfWord } from '../features'
import { mostlyKnown, wordVectorBytes, wordVectorsFrom } from './word-vectors'

const known = Int32Array.from(['the', 'train', 'was', 'late', 'in', 'die', 'an', 'again', 'so'], hashOfWord).sort()
const vectors = wordVectorsFrom(
  wordVectorBytes(
    known,
    Array.from(known, () => Float32Array.of(1)),
  ),
)

test.each([
  ['The train was late again', true],
  ['The train to Leeds was late', true],
  ['Die Bahn kommt an so vielen Tagen zu spät in Köln', false],
  ['late again', false],
  ['รถไฟมาสายอีกแล้ว the train', false],
])('vectors are for texts of their own language, not for what shares a few words with it: %s', (text, own) => {
  expect(mostlyKnown(vectors, text)).toBe(own)
})
