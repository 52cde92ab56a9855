import type { Because, CaseKind, Tier } from '../case/events'
import type { Severity } from '../finding'
import type { Moment } from '../moment'
import type { Person } from '../people'

const DAY = 86_400_000

export type ToRoute = {
  kind: CaseKind
  severity: Severity
  tier: Tier
  language: string | null
  topics: readonly string[]
  highRisk: boolean
}

/** `owner` is null where nobody fits; then `reason` says who is missing and the team `complaints` answers for the case. */
export type Route = { owner: string | null; team: string; reason: string; because: Because[] }

/**
 * Who gets a case, and why. They must be here, of the case's tier or above, speak the customer's language and have room; of those, people
 * of the team come first, then people who know the topic, then people of exactly that tier, then whoever carries the least. Equals take turns by the day. A high-risk case
 * never waits for a better match: room and language then only decide who comes first.
 */
export function route(it: ToRoute, people: readonly Person[], teams: readonly string[], now: Moment): Route {
  const team = teamFor(it, teams)
  const language = primary(it.language)
  const speaks = (person: Person) => language === null || person.languages.some((spoken) => primary(spoken) === language)
  const hasRoom = (person: Person) => person.load < person.capacity

  const here = people.filter((person) => person.available && person.role !== 'auditor')
  const senior = here.filter((person) => person.tier >= it.tier)
  const understanding = senior.filter(speaks)
  const free = understanding.filter(hasRoom)
  const fitting = free.length > 0 || !it.highRisk ? free : understanding.length > 0 ? understanding : senior
  if (fitting.length === 0) return nobody(it, here, senior, understanding)

  const knows = (person: Person) => it.topics.find((topic) => person.skills?.includes(topic))
  const nearest = leastBy(fitting, (person) => distance(person, team, it.tier) + (knows(person) ? 0 : 50))
  const idlest = leastBy(nearest, (person) => person.load / Math.max(1, person.capacity))
  const owner = turn(idlest, now)
  const facts = [
    `Tier ${it.tier}`,
    ...(language === null ? [] : [languageName(language)]),
    nearest.length === 1 ? 'the only one who fits' : `least loaded of ${nearest.length}`,
    ...(owner.team === team ? [] : [`from ${owner.team}`]),
    ...(knows(owner) ? [`knows ${knows(owner)}`] : []),
    ...(speaks(owner) ? [] : ['nobody speaks it']),
    ...(hasRoom(owner) ? [] : ['over capacity']),
  ]
  return { owner: owner.id, team, reason: facts.join(' · '), because: becauseOf(it, team, language, owner) }
}

/** Sales get leads; a team that is named after a topic gets ordinary complaints about it; `complaints` gets everything else. */
function teamFor({ kind, topics, tier, highRisk }: ToRoute, teams: readonly string[]) {
  if (kind === 'opportunity') return teams.includes('sales') ? 'sales' : 'complaints'
  if (kind === 'abuse' || tier === 3 || highRisk) return 'complaints'
  return topics.find((topic) => teams.includes(topic)) ?? 'complaints'
}

/** Smaller is nearer: own team before others, agents before those who run the place, the case's tier before higher ones. */
const distance = (person: Person, team: string, tier: Tier) =>
  (person.team === team ? 0 : 100) + (person.role === 'manager' || person.role === 'administrator' ? 10 : 0) + (person.tier - tier)

function leastBy(people: readonly Person[], measure: (person: Person) => number) {
  const measured = people.map(measure)
  const least = Math.min(...measured)
  return people.filter((_, place) => measured[place] === least)
}

function turn(people: readonly Person[], now: Moment): Person {
  const inOrder = [...people].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
  const day = Math.floor(now / DAY) % inOrder.length
  return inOrder[(day + inOrder.length) % inOrder.length]!
}

function nobody(it: ToRoute, here: readonly Person[], senior: readonly Person[], understanding: readonly Person[]): Route {
  const language = primary(it.language)
  const who = `of tier ${it.tier}${it.tier < 3 ? ' or above' : ''}`
  const speaking = language === null ? '' : ` who answers in ${languageName(language)}`
  const [code, evidence] =
    here.length === 0
      ? ['nobody_available', 'nobody is available']
      : senior.length === 0
        ? ['nobody_of_tier', `nobody ${who} is available`]
        : understanding.length === 0
          ? ['nobody_speaks', `nobody ${who}${speaking} is available`]
          : ['nobody_has_room', `nobody ${who}${speaking} has room`]
  return { owner: null, team: 'complaints', reason: `No owner: ${evidence}`, because: [{ code, evidence }] }
}

function becauseOf(it: ToRoute, team: string, language: string | null, owner: Person): Because[] {
  return [
    { code: 'route_team', evidence: team },
    { code: 'route_tier', evidence: `case ${it.tier}, ${owner.name} ${owner.tier}` },
    ...(language === null ? [] : [{ code: 'route_language', evidence: languageName(language) }]),
    { code: 'route_load', evidence: `${owner.load} of ${owner.capacity}` },
  ]
}

/** `zh` of `zh-Hans-CN`; null where the language is not known. */
const primary = (tag: string | null) => {
  const language = tag?.split(/[-_]/)[0]?.toLowerCase()
  return language === undefined || language === '' || language === 'und' ? null : language
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
const known = new Map<string, string>()
function languageName(language: string): string {
  if (!/^[a-z]{2,3}$/.test(language)) return language
  const name = known.get(language) ?? names.of(language) ?? language
  known.set(language, name)
  return name
}
