import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClockEvent, type ClockStanding, kept, lookAgain, nextWake, settleClock, standingOf, warnsAgain } from './settle'

const running: ClockStanding = { state: 'running', obligation: 'must', dueAt: 100, warnAt: 75, metAt: null }
const story = (start: ClockStanding, events: ClockEvent[]) => {
  let clock = start
  const tells: string[] = []
  for (const event of events) {
    const settled = settleClock(clock, event)
    clock = settled.clock
    if (settled.tell) tells.push(settled.tell)
  }
  return { state: clock.state, metAt: clock.metAt, tells }
}

describe('a clock that warns at 75 and is due at 100', () => {
  test.each<[string, ClockEvent[], string, number | null, string[]]>([
    ['is met in time', [{ kind: 'met', at: 50 }], 'met', 50, ['clock_met']],
    ['is met at the very moment', [{ kind: 'met', at: 100 }], 'met', 100, ['clock_met']],
    ['is met a millisecond late', [{ kind: 'met', at: 101 }], 'missed', 101, ['clock_missed']],
    [
      'warns and is met',
      [
        { kind: 'warn_reached', at: 75 },
        { kind: 'met', at: 80 },
      ],
      'met',
      80,
      ['clock_warned', 'clock_met'],
    ],
    [
      'warns once',
      [
        { kind: 'warn_reached', at: 75 },
        { kind: 'warn_reached', at: 76 },
      ],
      'due_soon',
      null,
      ['clock_warned'],
    ],
    ['does not warn early', [{ kind: 'warn_reached', at: 74 }], 'running', null, []],
    ['is not missed at its due moment', [{ kind: 'due_reached', at: 100 }], 'running', null, []],
    ['is missed after it', [{ kind: 'due_reached', at: 101 }], 'missed', null, ['clock_missed']],
    [
      'is missed once',
      [
        { kind: 'due_reached', at: 101 },
        { kind: 'due_reached', at: 200 },
      ],
      'missed',
      null,
      ['clock_missed'],
    ],
    [
      'is missed and then met late',
      [
        { kind: 'due_reached', at: 101 },
        { kind: 'met', at: 150 },
      ],
      'missed',
      150,
      ['clock_missed'],
    ],
    [
      'was met in time, but we heard of it after the miss',
      [
        { kind: 'due_reached', at: 101 },
        { kind: 'met', at: 99 },
      ],
      'met',
      99,
      ['clock_missed', 'clock_met'],
    ],
    [
      'freezes when met',
      [
        { kind: 'met', at: 50 },
        { kind: 'due_reached', at: 101 },
        { kind: 'cancelled', at: 102 },
      ],
      'met',
      50,
      ['clock_met'],
    ],
    [
      'is cancelled',
      [
        { kind: 'cancelled', at: 10 },
        { kind: 'due_reached', at: 101 },
        { kind: 'met', at: 50 },
      ],
      'cancelled',
      null,
      ['clock_cancelled'],
    ],
    [
      'is not cancelled after the miss',
      [
        { kind: 'due_reached', at: 101 },
        { kind: 'cancelled', at: 102 },
      ],
      'missed',
      null,
      ['clock_missed'],
    ],
  ])('%s', (_, events, state, metAt, tells) => {
    expect(story(running, events)).toEqual({ state, metAt, tells })
  })

  test('a window closes without a broken promise', () => {
    const window: ClockStanding = { ...running, obligation: 'may', warnAt: null }
    expect(story(window, [{ kind: 'due_reached', at: 101 }])).toEqual({ state: 'cancelled', metAt: null, tells: ['clock_cancelled'] })
    expect(story(window, [{ kind: 'met', at: 99 }]).state).toBe('met')
    expect(story(window, [{ kind: 'met', at: 101 }]).state).toBe('cancelled')
  })
  test('a clock without a date waits for people only', () => {
    const undated = { ...running, dueAt: null, warnAt: null }
    expect(nextWake(undated)).toBeNull()
    expect(
      story(undated, [
        { kind: 'due_reached', at: 9e15 },
        { kind: 'met', at: 9e15 },
      ]),
    ).toEqual({ state: 'met', metAt: 9e15, tells: ['clock_met'] })
  })
  test('an imported clock is history: nothing moves it and it wakes nobody', () => {
    const old = standingOf({ obligation: 'must', dueAt: 100, warnAt: 75 }, true)
    expect(nextWake(old)).toBeNull()
    expect(
      story(old, [
        { kind: 'due_reached', at: 101 },
        { kind: 'met', at: 50 },
        { kind: 'cancelled', at: 60 },
      ]),
    ).toEqual({ state: 'history', metAt: null, tells: [] })
  })
})

describe('when the engine must look again', () => {
  test.each<[string, Partial<ClockStanding>, number | null]>([
    ['before the warning', {}, 75],
    ['after it', { state: 'due_soon' }, 101],
    ['without a warning', { warnAt: null }, 101],
    ['met', { state: 'met' }, null],
    ['missed', { state: 'missed' }, null],
    ['cancelled', { state: 'cancelled' }, null],
  ])('%s', (_, more, wake) => {
    expect(nextWake({ ...running, ...more })).toBe(wake)
  })
  test('an engine that slept through both says the miss only', () => {
    expect(lookAgain(running, 500)).toMatchObject({ clock: { state: 'missed' }, tell: 'clock_missed' })
    expect(lookAgain(running, 80)).toMatchObject({ clock: { state: 'due_soon' }, tell: 'clock_warned' })
    expect(lookAgain(running, 10)).toEqual({ clock: running, tell: null })
  })
})

const events = fc.array(
  fc.record({
    kind: fc.constantFrom('warn_reached', 'due_reached', 'met', 'cancelled'),
    at: fc.integer({ min: 0, max: 200 }),
  }),
  { maxLength: 12 },
)
const starts = fc.record({
  state: fc.constantFrom('running', 'history'),
  obligation: fc.constantFrom('must', 'should', 'may', 'target'),
  dueAt: fc.option(fc.integer({ min: 50, max: 150 })),
  warnAt: fc.constant(40),
  metAt: fc.constant(null),
}) as fc.Arbitrary<ClockStanding>

describe('whatever happens, in whatever order', () => {
  test('without a cancellation, met means met by the due moment and nothing else does', () => {
    fc.assert(
      fc.property(starts, events, (start, all) => {
        const happened = all.filter(({ kind }) => kind !== 'cancelled') as ClockEvent[]
        const { state, metAt } = story(start, happened)
        if (start.state === 'history') {
          expect(state).toBe('history')
          return
        }
        const met = happened.filter(({ kind }) => kind === 'met').map(({ at }) => at)
        const ranOut = start.obligation === 'may' && state === 'cancelled'
        if (!ranOut) expect(metAt).toBe(met.length === 0 ? null : Math.min(...met))
        expect(state === 'met').toBe(!ranOut && met.some((at) => kept(at, start.dueAt)))
      }),
    )
  })
  test('a promise is told missed at most once, warned at most once, and met at most once', () => {
    fc.assert(
      fc.property(starts, events, (start, all) => {
        const { tells } = story(start, all as ClockEvent[])
        expect(new Set(tells).size).toBe(tells.length)
      }),
    )
  })
  test('an engine that looks whenever it is asked to comes to rest, and never looks before', () => {
    fc.assert(
      fc.property(starts, (start) => {
        let clock = start
        const looks: number[] = []
        for (let wake = nextWake(clock); wake !== null; wake = nextWake(clock)) {
          expect(lookAgain(clock, wake - 1).tell).toBeNull()
          clock = lookAgain(clock, wake).clock
          looks.push(wake)
          expect(looks.length).toBeLessThanOrEqual(2)
        }
        expect(looks).toEqual([...looks].sort((a, b) => a - b))
      }),
    )
  })
})

describe('further marks: warnings after the first, and what policies wait for', () => {
  const marks = [
    { at: 20, warns: false },
    { at: 90, warns: true },
  ]
  const clock = { ...standingOf({ obligation: 'must', dueAt: 100, warnAt: 75 }, false), marks }
  test.each<[string, Partial<typeof clock>, number, number | null]>([
    ['the first mark', {}, -Infinity, 20],
    ['then the warning', {}, 20, 75],
    ['then the second warning', { state: 'due_soon' }, 75, 90],
    ['then the end', { state: 'due_soon' }, 90, 101],
    ['and nothing while it stands still', { state: 'paused' }, 0, null],
    ['nor once it is met', { state: 'met' }, 0, null],
  ])('%s', (_, more, after, wake) => expect(nextWake({ ...clock, ...more }, after)).toBe(wake))

  test.each<[string, object, number, boolean]>([
    ['at a line of warning after the first', { state: 'due_soon', wakeAt: 90 }, 90, true],
    ['late, after it', { state: 'due_soon', wakeAt: 90 }, 95, true],
    ['at what only a policy waits for', { state: 'due_soon', wakeAt: 20 }, 21, false],
    ['before anything was said', { state: 'running', wakeAt: 90 }, 90, false],
    ['once it has been said', { state: 'due_soon', wakeAt: 101 }, 101, false],
  ])('%s: %j at %i warns again: %s', (_, more, now, again) => {
    expect(warnsAgain({ ...clock, wakeAt: null, ...more }, now)).toBe(again)
  })
})
