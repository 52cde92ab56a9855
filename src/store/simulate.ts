import { type FactValue, readFact } from '../domain/regimes/facts'
import { HAPPENINGS, type Happening, isHappening, RECEIPTS } from '../domain/regimes/happenings'
import type { Pack } from '../domain/regimes/pack'
import { placeFor, placeNamed } from '../domain/regimes/places'
import { type Simulation, simulation } from '../domain/regimes/simulation'
import { inForce, type Story } from '../domain/regimes/story'
import type { Calendar } from '../domain/time/calendar'
import { calendarOf } from '../domain/time/read-calendars'
import { isZone, readMoment } from '../domain/time/zone'
import { packCalendar, zoneOfPlace } from './firm'
import { loadHolidays } from './holidays'
import type { Rules } from './rules'

/** A case that does not exist, as somebody describes it: everything is still text. */
export type Wish = {
  regime: string
  received: string
  class?: string
  facts?: readonly string[]
  events?: readonly string[]
  calendar?: string
  channel?: string
  now?: string
}
/** The firm whose days and zone count where nobody names others. */
export type Firm = { calendar: string; timeZone: string } | null
export type Simulated = { ok: true; value: Simulation } | { ok: false; problem: string }

/** What is counted with: the rule books that may be named, and whose days and hours they name. */
export type Counting = Pick<Rules, 'packs' | 'ownHolidays' | 'calendars'>

class Wrong extends Error {}

/** Counts every milestone of the wished case, or says in a sentence what is wrong with the wish. */
export async function simulate(rules: Counting, wish: Wish, firm: Firm): Promise<Simulated> {
  try {
    return { ok: true, value: await counted(rules, wish, firm) }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.message }
    throw error
  }
}

async function counted(rules: Counting, wish: Wish, firm: Firm): Promise<Simulation> {
  const named = choose(rules.packs, wish.regime)
  const pack = wish.regime.includes('@') ? named : current(rules.packs, named, wish, firm)
  const zone = zoneFor(pack, wish, firm)
  const story = storyFrom(pack, wish, zone)
  if (wish.class !== undefined && !pack.classes.some(({ id }) => id === wish.class))
    throw new Wrong(`"${wish.class}" is not a class of ${pack.id}. Its classes: ${pack.classes.map(({ id }) => id).join(', ') || 'none'}.`)
  const counting = placeFor(pack, placeNamed(wish.calendar?.trim() ?? '') || null, firm?.calendar || null)
  const years = [story.receivedAt, ...story.happenings.map(({ at }) => at)].map((at) => new Date(at).getUTCFullYear())
  const calendar = await daysFor(rules, pack, counting.place, zone, [Math.min(...years) - 1, Math.max(...years) + 3]).catch(
    (error: Error) => {
      throw new Wrong(error.message)
    },
  )
  return simulation(pack, story, calendar, counting)
}

/** The days and hours by which a rule book counts for this firm, over the years around a moment. */
export const calendarFor = (rules: Counting, pack: Pack, firm: Firm, year: number): Promise<Calendar> =>
  daysFor(rules, pack, placeFor(pack, null, firm?.calendar || null).place, zoneFor(pack, { regime: pack.id, received: '' }, firm), [
    year - 1,
    year + 3,
  ])

/** Opening hours, where the rule book names a calendar of the house; else the business days of a place. */
async function daysFor(rules: Counting, pack: Pack, place: string, zone: string, years: readonly [number, number]): Promise<Calendar> {
  const named = pack.calendar.kind === 'named' ? pack.calendar.id : null
  const plan = rules.calendars.find(({ id }) => id === named)
  if (!plan) return packCalendar(rules, pack, place, zone, years)
  const kept = plan.holidays === 'firm' ? (place === 'none' ? null : place) : plan.holidays
  const holidays = kept === null ? null : await loadHolidays(kept, years[0], years[1], rules.ownHolidays)
  return calendarOf(kept === null ? { ...plan, holidays: null } : plan, zone, holidays)
}

function choose(packs: readonly Pack[], wish: string): Pack {
  const [id, version] = wish.split('@')
  const same = packs.filter((pack) => pack.id === id)
  if (same.length === 0)
    throw new Wrong(`"${id}" is not a rule book here. Known: ${[...new Set(packs.map((pack) => pack.id))].sort().join(', ')}.`)
  const found = version === undefined ? same.at(-1) : same.find((pack) => pack.version === version)
  if (!found) throw new Wrong(`${id} has no version "${version}". It has: ${same.map((pack) => pack.version).join(', ')}.`)
  return found
}

/** The version that was in force at receipt, of this rule book or of the one before or after it; the one that was named where none was. */
function current(packs: readonly Pack[], named: Pack, wish: Wish, firm: Firm): Pack {
  const family = packs.filter((pack) => pack.id === named.id || pack.supersededBy === named.id || named.supersededBy === pack.id)
  const inTime = (pack: Pack) => {
    const zone = zoneFor(pack, wish, firm)
    return inForce(pack, storyFrom(pack, wish, zone), zone)
  }
  return inTime(named) ? named : (family.find(inTime) ?? named)
}

const zoneFor = (pack: Pack, { calendar }: Wish, firm: Firm) =>
  pack.timeZone ?? (calendar ? zoneOfPlace(calendar.toUpperCase()) : null) ?? (firm && isZone(firm.timeZone) ? firm.timeZone : 'UTC')

function storyFrom(pack: Pack, wish: Wish, zone: string): Story {
  const facts: Record<string, FactValue> = { kind: 'complaint' }
  for (const [name, text] of (wish.facts ?? []).map(halves)) {
    const read = readFact(name, text)
    if ('problem' in read) throw new Wrong(read.problem)
    const before = facts[read.name]
    facts[read.name] = Array.isArray(before) && Array.isArray(read.value) ? [...before, ...read.value] : read.value
  }
  if (wish.channel !== undefined) facts.channel = wish.channel
  const receivedAt = moment(wish.received, zone, 'received')
  return {
    receivedAt,
    channel: wish.channel ?? null,
    facts,
    happenings: (wish.events ?? [])
      .map(halves)
      .map(([name, text]): Happening => ({ name: happening(pack, name), at: moment(text, zone, name) })),
    ...(wish.class === undefined ? {} : { classId: wish.class }),
    now: wish.now === undefined ? -Infinity : moment(wish.now, zone, 'now'),
  }
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new Wrong(`"${text}" must be a name and a value, such as closed=2026-03-04T10:00.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function moment(text: string, zone: string, what: string): number {
  const at = readMoment(text, zone)
  if (at === null) throw new Wrong(`${what}: "${text}" is not a date and time such as 2026-03-29T11:00 or 2026-03-29T11:00:00+10:00.`)
  const year = new Date(at).getUTCFullYear()
  if (year < 1970 || year > 2999) throw new Wrong(`${what}: "${text}" is not in the years 1970 to 2999, which is as far as we count.`)
  return at
}

/** A happening that we know, or a notice of this rule book by its own name or as the sending of it. */
function happening(pack: Pack, name: string): string {
  const known = isHappening(name) || RECEIPTS.includes(name) || name === 'before_sale'
  const notice = pack.milestones.some(({ id }) => id === name || `${id}_sent` === name)
  if (!known && !notice) {
    const own = pack.milestones.flatMap(({ start, restartsOn }) => [...(start?.names ?? []), ...restartsOn])
    throw new Wrong(
      `"${name}" is nothing that ${pack.id} counts from. It knows ${[...new Set(own)].join(', ')}; in all there are ${Object.keys(HAPPENINGS).join(', ')}.`,
    )
  }
  return name === 'before_sale' ? 'foreclosure_sale' : name
}
