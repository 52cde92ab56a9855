import type { Calendar } from '../time/calendar'
import { dayText } from '../time/day'
import { shortSpan } from '../time/duration'
import { localDay, localIso } from '../time/zone'
import { reckonDue, sayDue } from './due'
import { FACTS } from './facts'
import type { Pack } from './pack'
import { type Reckoned, type Reckoning, reckonPack } from './reckon'
import { inForce, type Story } from './story'
import { RULE_CHANNELS, toBeConfirmed } from './vocabulary'
import { valuesOfRule } from './why-values'

/** Whose days were counted, and whether anybody said so. */
export type Counted = { place: string; assumed: boolean }
export type Simulation = ReturnType<typeof simulation>

/**
 * All milestones of a case that does not exist, as the commands and the API show them. Times carry the offset of the rule book's zone. A
 * date that was counted in days is the last second of its day; an answer within that second is still in time.
 */
export function simulation(pack: Pack, story: Story, calendar: Calendar, { place, assumed }: Counted) {
  const reckoned = reckonPack(pack, story, calendar)
  const zone = calendar.timeZone
  const force = inForce(pack, story, zone)
  const rows = reckoned.applies === false ? [] : reckoned.rows
  return {
    regime: pack.id,
    version: pack.version,
    title: pack.title,
    class: reckoned.class?.id ?? null,
    received: localIso(zone, story.receivedAt),
    time_zone: zone,
    calendar: place,
    calendar_assumed: assumed,
    calendar_version: calendar.version,
    calendar_to_be_confirmed: pack.calendar.kind === 'place' && pack.calendar.toBeConfirmed,
    in_force: force,
    applies: reckoned.applies !== false,
    questions: [...new Set([...reckoned.classQuestions, ...rows.flatMap(({ questions }) => questions)])].map((name) => ({
      fact: name,
      asks: FACTS[name]!.asks,
      field: FACTS[name]!.field,
      asked_by: askedBy(name, reckoned.classQuestions, rows),
    })),
    warnings: [...warningsOf(pack, reckoned, place, assumed, force), ...channelWarning(pack, story)],
    milestones: rows.map((row) => rowOf(pack, row, story, calendar)),
    ...referredBack(rows, zone),
  }
}

/** The rules that wait for an answer; the choice of the class is nobody's milestone. */
const askedBy = (fact: string, classQuestions: readonly string[], rows: readonly Reckoning[]) => [
  ...(classQuestions.includes(fact) ? [{ milestone: null, kind: null, reference: null }] : []),
  ...rows
    .filter(({ questions }) => questions.includes(fact))
    .map(({ milestone: { id, kind, reference } }) => ({ milestone: id, kind, reference })),
]

function rowOf(pack: Pack, row: Reckoning, story: Story, calendar: Calendar) {
  const { milestone, dueAt } = row
  const zone = calendar.timeZone
  const undated = row.rule?.kind === 'prompt' ? row.rule : null
  const target = undated && row.startedAt !== null ? reckonDue(undated, row.startedAt, calendar, pack.counting) : null
  return {
    id: milestone.id,
    kind: milestone.kind,
    title: milestone.title,
    actor: milestone.actor,
    channels: milestone.channels.length === 0 ? null : milestone.channels,
    due: dueAt === null ? null : localIso(zone, dueAt),
    due_date: dueAt === null ? null : dayText(localDay(zone, dueAt)),
    rule: row.rule === null ? null : sayDue(row.rule),
    rule_values: row.rule === null ? null : valuesOfRule(row.rule),
    obligation: milestone.obligation,
    reference: milestone.reference,
    evidence: milestone.evidence,
    to_be_confirmed: toBeConfirmed(milestone.evidence),
    applies: row.applies,
    waived_by: row.waivedBy,
    waived: row.waived,
    replaced_by: row.replacedBy,
    replaces: milestone.replaces,
    before: milestone.before,
    after: milestone.after,
    started: row.startedAt === null ? null : localIso(zone, row.startedAt),
    waiting_for: row.waitingFor,
    prompt: undated !== null,
    target: undated?.target ? shortSpan(undated.target) : null,
    target_date: target ? dayText(localDay(zone, target.decides.reckoned.at)) : null,
    every: milestone.due?.kind === 'every' ? shortSpan(milestone.due.span) : null,
    firm_sets: milestone.firmSets || undated !== null,
    adds: milestone.adds ? shortSpan(milestone.adds) : null,
    skipped: row.counted?.decides.reckoned.skipped ?? [],
    holidays_assumed: row.counted?.legs.some(({ reckoned }) => reckoned.holidaysAssumed) ?? false,
    moon: row.counted?.decides.reckoned.moon ?? [],
    state: stateOf(row, story),
    note: milestone.note,
  }
}

function stateOf({ dueAt, pausedSince, waived, replacedBy }: Reckoning, { now }: Story) {
  if (waived) return 'waived'
  if (replacedBy !== null) return 'replaced'
  if (pausedSince !== null) return 'paused'
  if (dueAt === null) return 'no_date'
  return now > dueAt ? 'past' : 'running'
}

function warningsOf(
  pack: Pack,
  { class: found, classQuestions, applies, rows }: Reckoned,
  place: string,
  assumed: boolean,
  force: boolean,
): string[] {
  const said: string[] = []
  if (!force) said.push(`${pack.id}@${pack.version} was not in force on that day; it was counted all the same.`)
  if (applies === false) said.push(`${pack.id} has no clock for this case: ${pack.applies!.source} does not hold.`)
  if (assumed && place !== 'none') said.push(`Nobody said whose days count, so those of ${place} were counted.`)
  if (pack.calendar.kind === 'place' && pack.calendar.toBeConfirmed) said.push(`The days of ${place} are to be confirmed.`)
  if (rows.some(({ counted }) => counted?.legs.some(({ reckoned }) => reckoned.holidaysAssumed)))
    said.push(
      'ALARM: the holidays of a year on the way are not all known to us. No day that nobody has announced was taken for one, which is the strictest reading.',
    )
  if (rows.some(({ counted }) => counted?.decides.reckoned.moon))
    said.push('A feast on the way waits for the moon and may come a day earlier or later; the earlier end holds.')
  if (classQuestions.length > 0)
    said.push(`Until ${classQuestions.join(', ')} is answered, the strictest class holds: ${found?.id ?? 'none'}.`)
  return said
}

/** Said only where it matters: where the rule book asks how a complaint came in. */
function channelWarning({ milestones }: Pack, { channel }: Story): string[] {
  if (channel === null || RULE_CHANNELS.some((name) => name === channel)) return []
  if (milestones.every(({ channels }) => channels.length === 0)) return []
  return [`We know no channel "${channel}"; where the rules differ by channel, the strictest was taken.`]
}

/** What is left to the firm once the external body has sent the complaint back. */
function referredBack(rows: readonly Reckoning[], zone: string) {
  const row = rows.find(({ startName, dueAt }) => startName === 'referred_back' && dueAt !== null)
  if (!row) return {}
  const left = localDay(zone, row.dueAt!) - localDay(zone, row.startedAt!)
  return { referred_back: { at: localIso(zone, row.startedAt!), days_left: left, due_date: dayText(localDay(zone, row.dueAt!)) } }
}
