import { z } from 'zod'
import { storable } from '../domain/intake'
import { iso } from '../domain/moment'
import { FACTS, type FactValue, isFact } from '../domain/regimes/facts'
import { HAPPENINGS, isHappening } from '../domain/regimes/happenings'
import { ANSWERS } from '../domain/regimes/vocabulary'
import { getFacts } from './case-questions'
import { changed, find } from './cases'
import { Problem } from './problem'
import type { Handler, Route } from './route'

const text = (max: number) => z.string().max(max).refine(storable, 'must be well-formed Unicode without U+0000')
const reason = text(2_000).nullish()
const FactsBody = z.strictObject({
  facts: z.record(z.string(), z.union([z.boolean(), text(400), z.array(text(400)).max(50), z.null()])),
  reason,
})
const HappeningBody = z.strictObject({ name: z.string().max(80), at: z.iso.datetime({ offset: true }), reason })
const ClassBody = z.strictObject({ regime: z.string().max(80), class: z.string().max(80).nullable(), reason: text(2_000) })

const postFacts: Handler = async (services, request, reply) => {
  const { facts, reason: why } = request.body as z.infer<typeof FactsBody>
  const entries = Object.entries(facts)
  if (entries.length === 0) throw new Problem(422, 'invalid', 'facts must hold at least one answer')
  for (const [name, value] of entries) checkFact(name, value)
  return changed(services, request, reply, async (who) => {
    for (const [name, value] of entries) {
      const answer = await services.caseFacts.say(request.principal.tenant, { ...who, name, value, reason: why ?? null })
      if (!answer.done && !(answer.refused === 'fact_unchanged' && entries.length > 1)) return answer
    }
    return { done: true }
  })
}

const TYPES = { yes_no: 'true or false', text: 'a text', texts: 'a list of texts' } as const
function checkFact(name: string, value: FactValue | null) {
  const definition = isFact(name) ? FACTS[name]! : null
  const ours = definition?.by === 'machine'
  if (!definition || ours) throw new Problem(422, 'invalid', `facts.${name} is not a question that people answer`)
  const fits =
    definition.type === 'yes_no'
      ? typeof value === 'boolean'
      : definition.type === 'text'
        ? typeof value === 'string'
        : Array.isArray(value)
  if (value !== null && !fits)
    throw new Problem(422, 'invalid', `facts.${name} must be ${TYPES[definition.type]}, or null to take the answer back`)
}

const TELLS_ITSELF = ['opened', 'closed']
const postHappening: Handler = (services, request, reply) => {
  const { name, at, reason: why } = request.body as z.infer<typeof HappeningBody>
  return changed(services, request, reply, async (who) => {
    const directory = await services.directory(request.principal.tenant)
    const notice = directory.packs.some(({ milestones }) =>
      milestones.some(({ id, before }) => before !== null && (id === name || `${id}_sent` === name)),
    )
    if (!isHappening(name) && !notice)
      throw new Problem(422, 'invalid', `name must be one of ${Object.keys(HAPPENINGS).join(', ')}, or a notice of a rule book`)
    const { it } = await find(services, request)
    if (TELLS_ITSELF.includes(name)) throw new Problem(422, 'invalid', `name: "${name}" is not told; opening and closing a case tell it.`)
    if (ANSWERS.includes(name) && Date.parse(at) < it.receivedAt)
      throw new Problem(422, 'invalid', `at: nothing was answered before the case was received, ${iso(it.receivedAt)}`)
    const reasons = directory.packs.flatMap(({ pausing }) => pausing.reasons)
    if (name === 'clocks_paused' && !reasons.includes(why ?? ''))
      throw new Problem(
        422,
        'invalid',
        `reason must be one that a rule book of this firm allows for a pause: ${[...new Set(reasons)].join(', ') || 'none'}`,
      )
    return services.caseFacts.happened(request.principal.tenant, { ...who, name, happenedAt: Date.parse(at), reason: why ?? null })
  })
}

const postClass: Handler = (services, request, reply) => {
  const { regime, class: classId, reason: why } = request.body as z.infer<typeof ClassBody>
  return changed(services, request, reply, async (who) => {
    const versions = (await services.directory(request.principal.tenant)).packs.filter(({ id }) => id === regime)
    if (versions.length === 0) throw new Problem(422, 'invalid', `regime must be a rule book of this firm`)
    const classes = new Set(versions.flatMap((pack) => pack.classes.map(({ id }) => id)))
    if (classId !== null && !classes.has(classId))
      throw new Problem(422, 'invalid', `class must be one of ${[...classes].join(', ')}, or null`)
    return services.caseFacts.classify(request.principal.tenant, { ...who, regime, classId, reason: why })
  })
}

const act = (noun: string, summary: string, handle: Handler, body: unknown): Route => ({
  method: 'POST',
  url: `/api/v1/cases/:id/${noun}`,
  who: 'cases:write',
  summary,
  handle,
  schema: { body },
  creates: true,
})

export const FACT_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/cases/:id/facts',
    who: 'cases:read',
    summary: 'What is known of a case for its rule books, what they ask, and every milestone',
    handle: getFacts,
  },
  act('facts', 'Answer questions of the rule books, or take answers back', postFacts, FactsBody),
  act('happenings', 'Tell what happened outside that a clock counts from', postHappening, HappeningBody),
  act('class', "Choose the case's class in a rule book", postClass, ClassBody),
]
