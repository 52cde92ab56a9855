import { datesIn } from '../regimes/due'
import { comparedWith, type Expression } from '../regimes/expression'
import { FACTS, type FactType, isSaidByPeople } from '../regimes/facts'
import { mayLieAhead, RECEIPTS } from '../regimes/happenings'
import type { Milestone, Pack } from '../regimes/pack'
import type { MilestoneKind } from '../regimes/vocabulary'
import { settledBy, toldToSettle } from './clocks'

/**
 * `notice` is what kind of notice was sent by which rule, where it is one and no happening of the common list; `settles` the kinds of clocks that
 * it keeps; `ahead` whether it is a date that may be told before it comes.
 */
export type TellableHappening = {
  name: string
  notice: { kind: MilestoneKind; reference: string } | null
  settles: string[]
  ahead: boolean
}
/** `choices` are the words that make a difference, where the answer is a word; others may be said too. */
export type TellableFact = { fact: string; asks: string; type: FactType; choices: string[] }
export type Tellable = { facts: TellableFact[]; happenings: TellableHappening[]; pauses: string[] }

/** What the desk knows without being told. */
const KNOWN: readonly string[] = ['received', ...RECEIPTS, 'opened', 'closed', 'high_risk_raised', 'customer_wrote', 'sent_to_company']

/**
 * What a person can tell a rule book of a case, and no more than it turns on: answers, what happened outside, and the reasons for which it
 * lets the firm's own targets wait. Notices are those of the case's class. A time that runs out by itself is not told, and a remedy is chosen with the closing.
 */
export function tellable(pack: Pack, classId: string | null): Tellable {
  const ofClass = ({ classes }: Milestone) => classes.length === 0 || (classId !== null && classes.includes(classId))
  const notices = pack.milestones.filter((one) => one.before !== null && ofClass(one))
  const { allowed, reasons } = pack.pausing
  const stops = allowed && reasons.length > 0 ? ['clocks_paused', 'clocks_resumed'] : []
  const plain = [...pack.milestones.flatMap(toldOf), ...outside(pack), ...stops]
  return {
    facts: factsOf(pack),
    happenings: [
      ...[...new Set(plain)]
        .filter((name) => !KNOWN.includes(name) && !endsByItself(pack, name))
        .map((name) => ({ name, notice: null, settles: settledBy(name), ahead: mayLieAhead(name) })),
      ...notices.map(({ id, kind, reference }) => ({ name: id, notice: { kind, reference }, settles: [], ahead: false })),
    ],
    pauses: allowed ? [...reasons] : [],
  }
}

function factsOf({ applies, classes, milestones }: Pack): TellableFact[] {
  const all = [applies, ...classes.map(({ when }) => when), ...milestones.flatMap(({ when, unless }) => [when, unless])]
  const conditions = all.filter((one): one is Expression => one !== null)
  const named = [
    ...conditions.flatMap(({ names }) => names),
    ...milestones.flatMap(({ grounds, unlessSaid }) => [...grounds, ...unlessSaid]),
  ]
  return [...new Set(named)].flatMap((fact) => {
    if (!isSaidByPeople(fact)) return []
    const { asks, type } = FACTS[fact]!
    return [{ fact, asks, type, choices: [...new Set(conditions.flatMap((one) => comparedWith(one, fact)))] }]
  })
}

const toldOf = ({ kind, start, due, until, ends, restartsOn }: Milestone): string[] => [
  ...toldToSettle(kind),
  ...(start?.names ?? []),
  ...(due === null ? [] : datesIn(due)),
  ...(until === null ? [] : [until]),
  ...(ends?.unlessCame ? [ends.unlessCame] : []),
  ...restartsOn,
]

/** What stops a clock and lets it go on, and what another happening follows from; never what follows. */
const outside = ({ pauses, derived }: Pack): string[] => [
  ...pauses.flatMap(({ stop, resume }) => [...stop, resume]),
  ...derived.flatMap(({ last, waits }) => [...last, ...waits.flatMap(({ asked, comes }) => [asked, comes])]),
]

const endsByItself = ({ milestones, derived }: Pack, name: string) =>
  milestones.some(({ ends }) => ends?.as === name) || derived.some((one) => one.name === name)
