import type { Moment } from '../moment'
import type { Calendar } from '../time/calendar'
import type { Span } from '../time/duration'
import { type Due, type Reached, reckonDue, type Stop } from './due'
import { type Answer, type Expression, holds, openQuestions } from './expression'
import type { Facts } from './facts'
import { whenHappened } from './happenings'
import { noticeSentAt } from './notices'
import type { Class, Milestone, Pack } from './pack'
import { pausesOf } from './pauses'
import { ruleOfRest } from './rest'
import { momentIn, type Story, startIn } from './story'
import { successor, waivers } from './waivers'

/** One milestone of a case, counted: the one place where a date comes from, for the running case, for explaining and for simulating. */
export type Reckoning = {
  milestone: Milestone
  /** The rule of its date: its own, or that of the milestone which it must come before. */
  rule: Due | null
  /** Null while a question is open; the milestone then holds all the same. */
  applies: Answer
  /** Questions that it turns on and that nobody has answered. */
  questions: readonly string[]
  startedAt: Moment | null
  startName: string | null
  /** What must happen before it has a date. */
  waitingFor: string | null
  dueAt: Moment | null
  counted: { legs: Reached[]; decides: Reached } | null
  /** Where a valid notice added time: what it would be without. */
  withoutNotice: Moment | null
  added: readonly Span[]
  stops: readonly Stop[]
  /** Since when it stands still. */
  pausedSince: Moment | null
  /** Windows that can still make it fall away, or have done so. */
  waivedBy: readonly string[]
  waived: boolean
  /** The case was closed in a way that leaves it owed: its rule book lists an exception that holds. */
  stillOwed: boolean
  replacedBy: string | null
  /** False where another milestone must be met first and was not. */
  afterMet: boolean
}
export type Reckoned = { class: Class | null; classQuestions: readonly string[]; applies: Answer; rows: readonly Reckoning[] }

/** Every milestone of the case's class, counted. `calendar` is the pack's, in the pack's zone. */
export function reckonPack(pack: Pack, story: Story, calendar: Calendar): Reckoned {
  const { found, questions } = classFor(pack, story, calendar)
  return {
    class: found,
    classQuestions: questions,
    applies: pack.applies === null ? true : holds(pack.applies, story.facts),
    rows: rowsFor(pack, found, story, calendar),
  }
}

/**
 * The first class that fits; a person's choice goes before. Where questions are open, every class that may still fit is counted, and the one
 * whose dates come first holds until somebody answers.
 */
function classFor(pack: Pack, story: Story, calendar: Calendar): { found: Class | null; questions: string[] } {
  const chosen = story.classId === undefined ? undefined : pack.classes.find(({ id }) => id === story.classId)
  if (chosen || pack.classes.length === 0) return { found: chosen ?? null, questions: [] }
  const candidates: Class[] = []
  const questions: string[] = []
  for (const one of pack.classes) {
    const fits = holds(one.when, story.facts)
    if (fits === false) continue
    candidates.push(one)
    if (fits) break
    questions.push(...openQuestions(one.when, story.facts))
  }
  return { found: strictest(pack, candidates, story, calendar), questions: [...new Set(questions)] }
}

function strictest(pack: Pack, candidates: readonly Class[], story: Story, calendar: Calendar): Class | null {
  if (candidates.length < 2) return candidates[0] ?? null
  const ranked = candidates.map((one) => ({ one, dates: datesOf(rowsFor(pack, one, story, calendar)) }))
  return ranked.reduce((best, next) => (earlier(next.dates, best.dates) ? next : best)).one
}

/** When the firm must have answered, in order; what has no date comes last. */
const datesOf = (rows: readonly Reckoning[]) =>
  rows
    .filter(({ milestone: { actor, obligation, kind } }) => actor === 'firm' && obligation === 'must' && ANSWERS.has(kind))
    .map(({ dueAt }) => dueAt ?? Infinity)
    .sort((a, b) => a - b)
const ANSWERS = new Set<string>(['final_response', 'external_referral'])
function earlier(a: readonly number[], b: readonly number[]) {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at] ?? Infinity, b[at] ?? Infinity]
    if (left !== right) return left < right
  }
  return false
}

/** What of a pack bears on what else, looked up once: most milestones have neither a notice nor a window nor a successor. */
type Shape = {
  notices: ReadonlySet<string>
  waivable: ReadonlySet<string>
  replaced: ReadonlySet<string>
  windows: boolean
  pauses: boolean
}
const shapes = new WeakMap<Pack, Shape>()
function shapeOf(pack: Pack): Shape {
  const kept = shapes.get(pack)
  if (kept) return kept
  const { milestones, pauses, pausing } = pack
  const gates = milestones.flatMap(({ id, before, after }) => [...(before === null ? [] : [id]), ...(after === null ? [] : [after])])
  const shape = {
    notices: new Set(gates.flatMap((id) => [id, `${id}_sent`])),
    waivable: new Set(milestones.flatMap(({ waives }) => waives)),
    replaced: new Set(milestones.flatMap(({ replaces }) => replaces ?? [])),
    windows: milestones.some(({ ends }) => ends !== null),
    pauses: pauses.length > 0 || pausing.allowed,
  }
  shapes.set(pack, shape)
  return shape
}

function rowsFor(pack: Pack, found: Class | null, story: Story, calendar: Calendar): Reckoning[] {
  const facts: Facts = { ...story.facts, class: found?.id ?? '' }
  const own: Story = { ...story, facts }
  const { notices, waivable, replaced } = shapeOf(pack)
  const mine = pack.milestones.filter((one) => isOf(one, found))
  const plain = forChannel(mine, story, (milestone) => reckonOne(pack, milestone, own, calendar, found))
  const noticed = story.happenings.some(({ name }) => notices.has(name))
  const told = plain.map((row) => {
    if (row.milestone.before !== null) return gateOf(row, plain)
    return noticed || row.milestone.after !== null ? withNotices(pack, row, plain, own, calendar, found) : row
  })
  return told.map((row) => {
    const { id } = row.milestone
    if (!waivable.has(id) && !replaced.has(id)) return row
    return { ...row, ...waivers(row, told, own), ...successor(row, told) }
  })
}

/** One id may have a rule for each channel. A channel that no rule names gets the strictest of them. */
function forChannel(milestones: readonly Milestone[], { channel }: Story, count: (milestone: Milestone) => Reckoning): Reckoning[] {
  const fits = ({ channels }: Milestone) => channels.length === 0 || channel === null || channels.includes(channel)
  const named = new Set(milestones.filter(fits).map(({ id }) => id))
  const strict = new Map<string, Reckoning>()
  for (const milestone of milestones.filter(({ id }) => !named.has(id))) {
    const row = count(milestone)
    const best = strict.get(milestone.id)
    if (!best || (row.dueAt ?? Infinity) < (best.dueAt ?? Infinity)) strict.set(milestone.id, row)
  }
  return milestones.flatMap((milestone) => {
    if (fits(milestone)) return [count(milestone)]
    const row = strict.get(milestone.id)
    return row?.milestone === milestone ? [row] : []
  })
}

const ONLY_COMPLAINTS = 'kind'
/** A milestone that says nothing of the kind of case is one for complaints. */
function appliesTo(when: Expression | null, facts: Facts): { applies: Answer; questions: string[] } {
  const other = facts.kind !== undefined && facts.kind !== 'complaint'
  if (when === null) return { applies: !other, questions: [] }
  if (other && !when.names.includes(ONLY_COMPLAINTS)) return { applies: false, questions: [] }
  return { applies: holds(when, facts), questions: openQuestions(when, facts) }
}

const NO_PAUSES = { stops: [], openSince: null, resume: null }

function reckonOne(
  pack: Pack,
  milestone: Milestone,
  story: Story,
  calendar: Calendar,
  found: Class | null,
  adds: readonly Span[] = [],
): Reckoning {
  const row: Reckoning = {
    milestone,
    rule: milestone.due,
    ...appliesTo(milestone.when, story.facts),
    ...{ startedAt: null, startName: null, waitingFor: null, dueAt: null, counted: null, withoutNotice: null, added: adds },
    ...{ stops: [], pausedSince: null, waivedBy: [], waived: false, stillOwed: false, replacedBy: null, afterMet: true },
  }
  const { start, due, until } = milestone
  if (start === null || due === null) return { ...row, waitingFor: until !== null && momentIn(pack, story, until) === null ? until : null }
  const { windows, pauses } = shapeOf(pack)
  const began = startIn(pack, windows ? withEndedWindows(pack, story, calendar, found, milestone) : story, start)
  if ('waitsFor' in began) return { ...row, waitingFor: began.waitsFor }
  const again = Math.max(began.at, ...milestone.restartsOn.map((name) => whenHappened(story.happenings, name) ?? -Infinity))
  const { stops, openSince, resume } = pauses ? pausesOf(pack, milestone, found, story, again, calendar) : NO_PAUSES
  const dueOf = (id: string) => {
    const main = pack.milestones.find((one) => one.id === id && isOf(one, found))
    return main ? reckonOne(pack, main, story, calendar, found).dueAt : null
  }
  const rule = due.kind === 'left' ? ruleOfRest(due, again, story, calendar.timeZone, dueOf) : due
  const counted = reckonDue(rule, again, calendar, pack.counting, { adds, pauses: stops, when: (name) => momentIn(pack, story, name) })
  const begun = { ...row, rule, startedAt: again, startName: began.name, stops }
  if (openSince !== null) return { ...begun, pausedSince: openSince, waitingFor: resume }
  const undated = due.kind === 'prompt'
  const waitingFor = counted === null && due.kind === 'stated' ? due.happening : null
  return { ...begun, counted, waitingFor, dueAt: undated ? null : (counted?.decides.reckoned.at ?? null) }
}

const isOf = ({ classes }: Milestone, found: Class | null) => classes.length === 0 || (found !== null && classes.includes(found.id))

/** Where a window has run out by now, what its end means has happened. */
function withEndedWindows(pack: Pack, story: Story, calendar: Calendar, found: Class | null, asked: Milestone): Story {
  const names = asked.start?.names ?? []
  const ended = pack.milestones.flatMap((window) => {
    const { ends } = window
    if (ends === null || window === asked || !names.includes(ends.as) || whenHappened(story.happenings, ends.as) !== null) return []
    if (!isOf(window, found)) return []
    const at = reckonOne(pack, window, story, calendar, found).dueAt
    const came = ends.unlessCame === null ? null : whenHappened(story.happenings, ends.unlessCame)
    return at === null || at >= story.now || (came !== null && came <= at) ? [] : [{ name: ends.as, at }]
  })
  return ended.length === 0 ? story : { ...story, happenings: [...story.happenings, ...ended] }
}

function withNotices(
  pack: Pack,
  row: Reckoning,
  rows: readonly Reckoning[],
  story: Story,
  calendar: Calendar,
  found: Class | null,
): Reckoning {
  const adds = rows.flatMap(({ milestone: notice }) =>
    notice.adds !== null && notice.before === row.milestone.id && noticeSentAt(notice, row.dueAt, story) !== null ? [notice.adds] : [],
  )
  const { after } = row.milestone
  const first = after === null ? undefined : rows.find(({ milestone }) => milestone.id === after)
  const main = first && rows.find(({ milestone }) => milestone.id === first.milestone.before)
  const afterMet = !first || noticeSentAt(first.milestone, (main ?? first).dueAt, story) !== null
  const again = adds.length === 0 ? row : { ...reckonOne(pack, row.milestone, story, calendar, found, adds), withoutNotice: row.dueAt }
  return { ...again, afterMet }
}

/** A gate has the time of what it stands before: later it is worth nothing. */
function gateOf(row: Reckoning, rows: readonly Reckoning[]): Reckoning {
  const main = rows.find(({ milestone }) => milestone.id === row.milestone.before)
  if (row.milestone.start !== null) return row
  if (!main) return { ...row, waitingFor: row.milestone.before }
  const { rule, startedAt, startName, waitingFor, dueAt, counted, stops, pausedSince } = main
  return { ...row, rule, startedAt, startName, waitingFor, dueAt, counted, stops, pausedSince }
}
