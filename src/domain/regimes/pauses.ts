import type { Moment } from '../moment'
import { type Calendar, spanFrom } from '../time/calendar'
import type { Stop } from './due'
import type { Class, Milestone, Pack } from './pack'
import type { Story } from './story'

type Standstill = {
  id: string
  stop: readonly string[]
  resume: string
  longest: (from: Moment) => Moment | null
  counts: (why: string | undefined) => boolean
}

/**
 * The times at which a clock stood still, and since when it does now. Only what the rule book lists stops it: its own pauses, and for what
 * is the firm's own target also the reasons that it allows, for as long as it allows. An answer that was sent is not a standstill until the
 * clock goes on.
 */
export function pausesOf(pack: Pack, milestone: Milestone, found: Class | null, story: Story, startedAt: Moment, calendar: Calendar) {
  const stops: Stop[] = []
  let open: { since: Moment; resume: string } | null = null
  for (const pause of [...listed(pack, milestone, found), ...allowed(pack, milestone, calendar)]) {
    const { past, since } = timesOf(pause, story, startedAt)
    stops.push(...past)
    const end = since === null ? null : pause.longest(since)
    if (since !== null && end !== null) stops.push({ from: since, to: end, why: pause.id })
    else if (since !== null && !pause.stop.includes('final_sent')) open = { since, resume: pause.resume }
  }
  stops.sort((a, b) => a.from - b.from)
  return { stops, openSince: open?.since ?? null, resume: open?.resume ?? null }
}

function timesOf({ id, stop, resume, counts, longest }: Standstill, { happenings }: Story, startedAt: Moment) {
  const events = happenings
    .filter(({ name, at, why }) => at >= startedAt && (name === resume || (stop.includes(name) && counts(why))))
    .sort((a, b) => a.at - b.at)
  const past: Stop[] = []
  let since: Moment | null = null
  for (const { name, at } of events) {
    if (name !== resume) since ??= at
    else if (since !== null) {
      const answered = stop.includes('final_sent') ? ({ reopens: true } as const) : {}
      past.push({ from: since, to: Math.min(at, longest(since) ?? at), why: id, ...answered })
      since = null
    }
  }
  return { past, since }
}

const listed = ({ pauses }: Pack, { id }: Milestone, found: Class | null): Standstill[] =>
  pauses
    .filter(
      ({ milestones, classes }) => milestones.includes(id) && (classes.length === 0 || (found !== null && classes.includes(found.id))),
    )
    .map((pause) => ({ ...pause, longest: () => null, counts: () => true }))

/** What the firm promised by itself may wait for a reason that it wrote down beforehand. */
const allowed = ({ pausing }: Pack, { obligation }: Milestone, calendar: Calendar): Standstill[] =>
  pausing.allowed && obligation === 'target'
    ? [
        {
          id: 'paused',
          stop: ['clocks_paused'],
          resume: 'clocks_resumed',
          longest: (from) => (pausing.longest === null ? null : spanFrom(calendar, from, pausing.longest).at),
          counts: (why) => why === undefined || pausing.reasons.includes(why),
        },
      ]
    : []
