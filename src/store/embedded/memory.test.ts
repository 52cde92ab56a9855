import { expect, it } from 'vitest'
import { memoryHere, sharedBuffers } from './memory'

const GiB = 2 ** 30

it.each([
  [1 * GiB, '128MB'],
  [2 * GiB, '128MB'],
  [8 * GiB, '512MB'],
  [24 * GiB, '1024MB'],
  [512 * GiB, '1024MB'],
])('of %d bytes PostgreSQL may cache %s', (memory, expected) => {
  expect(sharedBuffers(memory)).toBe(expected)
})

it('knows how much there is here', () => {
  expect(memoryHere()).toBeGreaterThan(GiB / 8)
})
