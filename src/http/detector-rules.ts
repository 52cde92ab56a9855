import { z } from 'zod'
import type { RuleBody, StoredRule } from '../actions/detector-needs'
import { type DryRun, putRuleLive, type Refused, removeRule, saveRule, tryRule } from '../actions/detector-rules'
import { RISK_CATEGORIES, SEVERITIES } from '../domain/finding'
import { iso } from '../domain/moment'
import { show } from '../domain/public-id'
import { notFound, Problem } from './problem'
import type { Handler } from './route'

const words = z.array(z.string().trim().min(1).max(200)).max(5_000)
const condition = {
  kind: z.literal('rule'),
  when: z.string().min(1).max(2_000),
  floor: z.enum(SEVERITIES).nullable().default(null),
  look: z.boolean().default(false),
}
const phrases = { kind: z.literal('phrase'), category: z.enum(RISK_CATEGORIES), phrases: words.min(1), unless: words.default([]) }
const name = z.string().min(1).max(80)

export const RuleBodySchema = z.discriminatedUnion('kind', [z.strictObject(condition), z.strictObject(phrases)])
export const NamedRule = z.discriminatedUnion('kind', [z.strictObject({ ...condition, name }), z.strictObject({ ...phrases, name })])
export const Live = z.preprocess((body) => body ?? {}, z.strictObject({ often: z.boolean().default(false) }))

export const getRules: Handler = async ({ rules }, request) => {
  const all = await rules.newest(request.principal.tenant)
  const { broken } = rules.compile(all)
  return { data: all.map((rule) => ({ ...present(rule), broken: broken.find((b) => b.name === rule.name)?.why ?? null })) }
}

export const postTrial: Handler = async ({ rules }, request) =>
  presentDryRun(accepted(await tryRule(rules, request.principal.tenant, request.body as RuleBody)))

export const postRule: Handler = async ({ rules }, request, reply) => {
  const { name, ...body } = request.body as RuleBody & { name: string }
  const { tenant, actor } = request.principal
  const saved = accepted(await saveRule(rules, tenant, { name, body, by: actor }))
  const dryRun = accepted(await tryRule(rules, tenant, body))
  reply.code(201)
  return { ...present(saved), trial: presentDryRun(dryRun) }
}

export const postLive: Handler = async ({ rules }, request) => {
  const { often } = request.body as z.infer<typeof Live>
  const { tenant, actor } = request.principal
  const { dryRun, ...rule } = accepted(await putRuleLive(rules, tenant, { name: nameIn(request.params), by: actor, often }))
  return { ...present(rule), trial: presentDryRun(dryRun) }
}

export const deleteRule: Handler = async ({ rules }, request) =>
  present(accepted(await removeRule(rules, request.principal.tenant, { name: nameIn(request.params), by: request.principal.actor })))

const nameIn = (params: unknown) => (params as { id: string }).id

function accepted<T extends object>(answer: T | Refused): T {
  if (!('refused' in answer)) return answer
  const { code, refused } = answer as Refused
  if (code === 'unknown') throw notFound('No rule')
  throw new Problem(code === 'live_already' || code === 'fires_often' ? 409 : 422, code, refused)
}

const present = ({ name, version, kind, state, body, tested, madeAt, madeBy }: StoredRule) => ({
  id: name,
  version,
  state,
  ...body,
  kind,
  tested,
  made_at: iso(madeAt),
  made_by: madeBy,
})

const presentDryRun = ({ tested, fired, raised, examples }: DryRun) => ({
  tested,
  fired,
  raised,
  examples: examples.map(({ messageId, excerpt, severity, wouldBe }) => ({
    message_id: show('msg', messageId),
    excerpt,
    severity,
    would_be: wouldBe,
  })),
})
