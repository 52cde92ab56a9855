import type { Directory } from '../actions/needs'
import type { CaseEvent } from '../domain/case/events'
import { tellable } from '../domain/case/tellable'
import { iso } from '../domain/moment'
import { type CaseFacts, calendarFor, storyOf } from '../domain/regimes/clocks'
import { FACTS, isSaidByPeople } from '../domain/regimes/facts'
import type { Pack } from '../domain/regimes/pack'
import { simulation } from '../domain/regimes/simulation'
import { inForce } from '../domain/regimes/story'
import { factsIn, find } from './cases'
import { presentEvent } from './present'
import type { Handler } from './route'

type Told = { seq: number; event: CaseEvent }

/** What is known of a case for its rule books, what they still ask and may be told, and every milestone as it stands. */
export const getFacts: Handler = async (services, request, reply) => {
  const { it, directory } = await find(services, request)
  const timeline = await services.reads.timeline(request.principal.tenant, it.id)
  const known = factsIn(
    timeline.map(({ event }) => event),
    it,
    services.needs.now(),
  )
  const regimes = directory.packs.flatMap((pack) => bookOf(pack, known, directory))
  reply.header('etag', `"${it.events}"`)
  return {
    facts: known.facts ?? {},
    answers: answersIn(known, timeline, directory),
    happenings: (known.happenings ?? []).map(({ name, at }) => ({ name, at: iso(at) })),
    questions: [...new Map(regimes.flatMap(({ questions }) => questions).map((question) => [question.fact, question])).values()],
    regimes,
  }
}

function bookOf(pack: Pack, known: CaseFacts, { calendars }: Directory) {
  const [story, calendar] = [storyOf(known, pack), calendarFor(pack, calendars)]
  if (!inForce(pack, story, calendar.timeZone)) return []
  const found = simulation(pack, story, calendar, { place: calendar.id, assumed: false })
  return [
    {
      ...found,
      classes: pack.classes.map(({ id, title }) => ({ id, title })),
      /** The class that a person chose; null where the conditions decide. */
      chosen_class: known.classIds?.[pack.id] ?? null,
      tellable: tellable(pack, found.class),
    },
  ]
}

/** What people and not the machine have said, with who said it last; what came in with the first message has nobody. */
function answersIn({ facts = {} }: CaseFacts, timeline: readonly Told[], directory: Directory) {
  return Object.entries(facts).flatMap(([fact, value]) => {
    if (!isSaidByPeople(fact)) return []
    const said = timeline.findLast(({ event }) => event.kind === 'fact_said' && event.name === fact)
    const { at, by } = said ? presentEvent(directory, said) : { at: null, by: null }
    return [{ fact, asks: FACTS[fact]!.asks, type: FACTS[fact]!.type, value, at, by }]
  })
}
