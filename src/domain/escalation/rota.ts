import type { Moment } from '../moment'
import type { Calendar } from '../time/calendar'
import { timeOfDay } from '../time/calendar'
import { DAY_MS, type Day, dayText, parseDay, weekdayOf } from '../time/day'
import { localTime, momentOf } from '../time/zone'

/**
 * Who is on call, as data. Layers are asked from the top: the first that has somebody at that moment answers. A layer hands over from one
 * person to the next every `every` at `at`, counted from `starts`, by the wall clock of the rota's zone.
 */
export type Rota = { id: string; version: number; title: string; timeZone: string; layers: readonly Layer[] }
export type Layer = {
  name: string
  /** Ids of people, in the order in which they take turns. */
  people: readonly string[]
  every: 'day' | 'week'
  /** Local time of handover, `09:00`. */
  at: string
  /** Local date of the first turn; a weekly layer hands over on its weekday. */
  starts: string
  /** Only on these weekdays (1 = Monday), only between these hours, and on public holidays also, only, or not. */
  days: readonly number[]
  hours: { from: string; to: string } | null
  holidays: 'also' | 'only' | 'not'
}
/** Somebody else for a while; `person` null says that nobody is. The one that was made last wins. */
export type Override = { rota: string; person: string | null; from: Moment; to: Moment; reason: string; madeAt: Moment }
/** Somebody is away, and who stands in for them. */
export type Absence = { person: string; from: Moment; to: Moment; cover: string | null }

export type Cover = { overrides: readonly Override[]; absences: readonly Absence[] }
export type OnCall = { person: string; layer: string; because: 'turn' | 'override' | 'cover' }

/** Who is on call at a moment and why; null where nobody is. Whoever is away is passed by, or covered for. */
export function onCall(rota: Rota, at: Moment, { overrides, absences }: Cover, calendar: Calendar | null): OnCall | null {
  const inForce = overrides
    .filter((o) => o.rota === rota.id && o.from <= at && at < o.to)
    .reduce<Override | null>((last, o) => (last === null || o.madeAt >= last.madeAt ? o : last), null)
  if (inForce) {
    const stand = inForce.person === null ? null : standing(inForce.person, at, absences)
    if (inForce.person === null || stand) return stand && { person: stand.person, layer: 'override', because: 'override' }
  }
  for (const layer of rota.layers) {
    const turn = turnOf(rota, layer, at, calendar)
    for (let i = 0; turn !== null && i < layer.people.length; i++) {
      const stand = standing(layer.people[(turn + i) % layer.people.length]!, at, absences)
      if (stand) return { person: stand.person, layer: layer.name, because: stand.covers ? 'cover' : 'turn' }
    }
  }
  return null
}

/** The person, or whoever covers for them, or nobody; cover of cover is followed, and a circle ends. */
function standing(person: string, at: Moment, absences: readonly Absence[]): { person: string; covers: boolean } | null {
  const seen = new Set<string>()
  for (let one: string | null = person; one !== null && !seen.has(one); ) {
    seen.add(one)
    const away: Absence | undefined = absences.find((a) => a.person === one && a.from <= at && at < a.to)
    if (!away) return { person: one, covers: one !== person }
    one = away.cover
  }
  return null
}

/** Which turn of a layer this is; null where the layer does not answer at that moment. */
function turnOf({ timeZone }: Rota, layer: Layer, at: Moment, calendar: Calendar | null): number | null {
  const starts = parseDay(layer.starts)
  const handover = timeOfDay(layer.at)
  if (starts === null || handover === null || layer.people.length === 0 || !answers(timeZone, layer, at, calendar)) return null
  const { day } = localTime(timeZone, at)
  // The turn belongs to the day on which it was handed over, so before the hour of handover it is still yesterday's.
  const turnDay = at < momentOf(timeZone, day, handover) ? day - 1 : day
  if (turnDay < starts) return null
  return Math.floor((turnDay - starts) / (layer.every === 'week' ? 7 : 1)) % layer.people.length
}

function answers(zone: string, { days, hours, holidays }: Layer, at: Moment, calendar: Calendar | null): boolean {
  const { day, ms } = localTime(zone, at)
  const began = hours === null ? day : beganOn(day, ms, hours)
  if (began === null) return false
  const isHoliday = calendar?.holidays.has(dayText(began)) ?? false
  if (holidays === 'only') return isHoliday
  if (holidays === 'not' && isHoliday) return false
  return days.length === 0 || days.includes(weekdayOf(began))
}

/** The day on which the hours began that this moment lies in; a night belongs to the day before it. */
function beganOn(day: Day, ms: number, hours: { from: string; to: string }): Day | null {
  const [from, to] = [timeOfDay(hours.from) ?? 0, timeOfDay(hours.to) ?? DAY_MS]
  if (to > from) return from <= ms && ms < to ? day : null
  return ms >= from ? day : ms < to ? day - 1 : null
}

export type Gap = { from: Moment; to: Moment }
const STEP = 15 * 60_000

/** Stretches in which nobody is on call, looked for at every quarter of an hour, where everything that changes changes. */
export function gaps(rota: Rota, from: Moment, to: Moment, cover: Cover, calendar: Calendar | null): Gap[] {
  const found: Gap[] = []
  for (let at = Math.floor(from / STEP) * STEP; at < to; at += STEP) {
    if (onCall(rota, Math.max(at, from), cover, calendar) !== null) continue
    const last = found.at(-1)
    if (last && last.to === at) last.to = at + STEP
    else found.push({ from: Math.max(at, from), to: at + STEP })
  }
  return found
}

/** Who is on call from when to when, in the order of time; for the console and for a calendar. */
export function turns(rota: Rota, from: Moment, to: Moment, cover: Cover, calendar: Calendar | null) {
  const found: { from: Moment; to: Moment; on: OnCall | null }[] = []
  for (let at = Math.floor(from / STEP) * STEP; at < to; at += STEP) {
    const on = onCall(rota, Math.max(at, from), cover, calendar)
    const last = found.at(-1)
    if (last && last.on?.person === on?.person && last.on?.because === on?.because) last.to = at + STEP
    else found.push({ from: Math.max(at, from), to: at + STEP, on })
  }
  return found
}
