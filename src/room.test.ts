import { expect, test } from 'vitest'
import { roomBy } from './room'

test.each([[0], [1_500]])('a batch is welcome at once while %i messages wait', async (waiting) => {
  let looks = 0
  await roomBy(() => {
    looks++
    return waiting
  })()
  expect(looks).toBe(1)
})

test('a batch waits until little enough is left', async () => {
  let waiting = 1_900
  const seen: number[] = []
  await roomBy(() => {
    seen.push(waiting)
    waiting -= 100
    return waiting
  })()
  expect(seen).toEqual([1_900, 1_800, 1_700, 1_600])
})

test('where understanding stands still, a batch is taken in all the same', async () => {
  await roomBy(() => 1_000_000, 30)()
})
