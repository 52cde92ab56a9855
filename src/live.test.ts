import { expect, test } from 'vitest'
import type { Change } from './actions/needs'
import { Live } from './live'

const changed = (id: string): Change => ({ event: 'case.changed', id })

function screen(live: Live, since: string | null) {
  const heard: string[] = []
  let position = live.position()
  const stop = live.subscribe('mill', since, (at, change) => {
    position = at
    heard.push('id' in change ? String(change.id) : change.event)
  })
  return { heard, stop, at: () => position }
}

test('a screen that comes back hears what it missed, also where it had heard nothing before its line broke', () => {
  const live = new Live()
  const first = screen(live, null)
  first.stop()
  live.announce('mill', changed('one'))
  live.announce('bank', changed('theirs'))
  live.announce('mill', { event: 'counts', counts: { open: 1 } })
  const second = screen(live, first.at())
  live.announce('mill', changed('two'))
  expect(second.heard).toEqual(['one', 'two'])
  expect(screen(live, second.at()).heard).toEqual([])
})

test('where not everything is known any more a screen is told so, once', () => {
  const before = new Live()
  before.announce('mill', changed('one'))
  const live = new Live()
  for (const since of [before.position(), 'none', '', `${live.position().split('.')[0]}.later`, '17'])
    expect(screen(live, since).heard, since).toEqual(['missed'])
  const early = live.position()
  live.announce('tram', changed('one'))
  live.subscribe('tram', null, () => undefined)()
  const heard: string[] = []
  live.subscribe('tram', early, (_at, { event }) => heard.push(event))
  expect(heard, 'what happened before anybody looked was not kept').toEqual(['missed'])
})

test('a thousand words are kept for who comes back, and no more', () => {
  const live = new Live()
  const start = screen(live, null).at()
  for (let n = 0; n < 1_000; n++) live.announce('mill', changed(String(n)))
  expect(screen(live, start).heard).toHaveLength(1_000)
  live.announce('mill', changed('over'))
  expect(screen(live, start).heard).toEqual(['missed'])
})

test('what this process could not hear is said to every firm with a screen here', () => {
  const live = new Live()
  const [here, away] = [screen(live, null), screen(live, null)]
  away.stop()
  live.missed()
  expect(here.heard).toEqual(['missed'])
  expect(screen(live, away.at()).heard).toEqual(['missed'])
})
