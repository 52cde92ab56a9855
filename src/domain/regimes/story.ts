import type { Moment } from '../moment'
import { dayText } from '../time/day'
import { localDay } from '../time/zone'
import type { Facts } from './facts'
import { type Happening, RECEIPTS, whenHappened } from './happenings'
import type { Pack, Start } from './pack'

/** All that a rule book needs to know of a case: when it was received, what has been said of it and what has happened to it. */
export type Story = {
  /** First receipt on any channel; nothing that happens to the case later moves it. */
  receivedAt: Moment
  /** Null where it is not known: every channel's rule is then looked at. */
  channel: string | null
  facts: Facts
  happenings: readonly Happening[]
  /** A class that a person chose; it goes before every condition. */
  classId?: string
  /** Windows that have run out by now have ended. */
  now: Moment
  /** The moment whose versions of the rule books the case keeps; missing where none is asked, as in a simulation. */
  rulesAt?: Moment
}

/** When something happened, with what follows from it: receipt under its other names, and what the pack derives. */
export function momentIn(pack: Pack, story: Story, name: string): Moment | null {
  const told = whenHappened(story.happenings, name)
  if (name === 'received' || name === 'first_received_by_any_party') return Math.min(told ?? story.receivedAt, story.receivedAt)
  if (told !== null) return told
  if (RECEIPTS.includes(name)) return story.receivedAt
  const derived = pack.derived.find((one) => one.name === name)
  if (!derived || stillWaits(pack, story, name)) return null
  return latest(derived.last.flatMap((each) => momentIn(pack, story, each) ?? []))
}

/** What was asked for and has not come, so that a derived happening has to wait for it. */
export function stillWaits(pack: Pack, story: Story, name: string): string | null {
  const derived = pack.derived.find((one) => one.name === name)
  const wait = derived?.waits.find(({ asked, comes }) => {
    const askedAt = whenHappened(story.happenings, asked)
    return askedAt !== null && (whenHappened(story.happenings, comes) ?? -Infinity) < askedAt
  })
  return wait?.comes ?? null
}

/** The moment from which a clock runs and which happening decided; `waitsFor` where it has not come. */
export function startIn(pack: Pack, story: Story, { mode, names }: Start): { at: Moment; name: string } | { waitsFor: string } {
  const known = names.flatMap((name) => {
    const at = momentIn(pack, story, name)
    return at === null ? [] : [{ at, name }]
  })
  if (known.length === 0) return { waitsFor: stillWaits(pack, story, names[0]!) ?? names[0]! }
  return known.reduce((best, one) => ((mode === 'last' ? one.at > best.at : one.at < best.at) ? one : best))
}

const latest = (moments: readonly Moment[]) => (moments.length === 0 ? null : Math.max(...moments))

/**
 * Whether this version is the case's: the firm kept it when the case was opened, and it was in force on the local day that decides, that of
 * receipt or of the happening that the pack names.
 */
export function inForce(pack: Pack, story: Story, timeZone: string): boolean {
  if (pack.kept && story.rulesAt !== undefined && !(pack.kept.from <= story.rulesAt && story.rulesAt < pack.kept.to)) return false
  const { from, to, by } = pack.effective
  if (from === null && to === null) return true
  const day = dayText(localDay(timeZone, (by === null ? null : whenHappened(story.happenings, by)) ?? story.receivedAt))
  return (from === null || from <= day) && (to === null || day <= to)
}
