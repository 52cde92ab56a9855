import { expect, test } from 'vitest'
import { doneNow, remember, take } from './undo'

test('U19 the last twenty deeds come back newest first, each once, and none after its time', () => {
  for (let n = 1; n <= 25; n++) remember(`deed ${n}`, () => n, 60_000)
  expect(doneNow()).toHaveLength(20)
  const stale = remember('too old', () => 0, -1)
  const seventh = doneNow().find(({ text }) => text === 'deed 7')
  expect(take(seventh?.id)?.text).toBe('deed 7')
  expect(take(seventh?.id)).toBeNull()
  expect(take()?.text).toBe('deed 25')
  expect(take()?.text).toBe('deed 24')
  expect(doneNow()).toContain(stale)
  for (let n = 0; n < 20; n++) take()
  expect(doneNow()).toEqual([stale])
})
