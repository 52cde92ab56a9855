import { z } from 'zod'
import { type DryRun, dryRun } from '../actions/approval-policy'
import type { Directory } from '../actions/needs'
import { APPROVERS_NEEDED, asksForApproval, mayApprove, NO_APPROVALS } from '../domain/approvals/policy'
import { SEVERITIES } from '../domain/finding'
import { iso } from '../domain/moment'
import { Problem } from './problem'
import type { Handler, Route } from './route'

const Policy = z.strictObject({
  severities: z.array(z.enum(SEVERITIES)).max(5),
  public: z.boolean(),
  newcomers: z.int().min(0).max(1_000),
  minutes: z.int().min(1).max(10_080),
})
type Policy = z.infer<typeof Policy>
const SHOWN = 50

/** Whoever acted, as people know them; null for the machine itself. */
export const nameIn = ({ people }: Directory, id: string) =>
  id.startsWith('key:') ? 'API' : (people.find((person) => person.id === id)?.name ?? null)

const getPolicy: Handler = async (services, request) => (await services.directory(request.principal.tenant)).approvals ?? NO_APPROVALS

const putPolicy: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const policy = request.body as Policy
  const { people } = await services.directory(tenant)
  if (asksForApproval(policy) && people.filter(mayApprove).length < APPROVERS_NEEDED)
    throw new Problem(
      409,
      'nobody_to_approve',
      'Nobody could approve what an approver writes: two people of the desk must have the right to.',
    )
  await services.approvals.setPolicy(tenant, policy, actor)
  return policy
}

const getHistory: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [directory, versions] = [await services.directory(tenant), await services.approvals.policies(tenant)]
  return { data: versions.map(({ at, by, policy, seq }) => ({ seq, at: iso(at), by: nameIn(directory, by), policy })) }
}

const presentDryRun = (directory: Directory, { answers, held }: DryRun) => ({
  answers,
  held: held.length,
  /** The newest of them. */
  data: held
    .slice(-SHOWN)
    .reverse()
    .map(({ of, reasons }) => ({
      ...{ reference: of.reference, number: `C-${of.number}`, summary: of.summary, lang: of.lang, severity: of.severity },
      ...{ channel: of.channel, public: of.public, author: nameIn(directory, of.author), at: iso(of.at), reasons },
    })),
})

const postDryRun: Handler = async (services, request) => {
  const { tenant } = request.principal
  const directory = await services.directory(tenant)
  return presentDryRun(directory, dryRun(directory, request.body as Policy, await services.approvals.lastAnswers(tenant)))
}

const URL = '/api/v1/approval-policy'
export const APPROVAL_POLICY_ROUTES: Route[] = [
  { method: 'GET', url: URL, who: 'cases:read', summary: 'Which answers need an approval', handle: getPolicy },
  { method: 'PUT', url: URL, who: 'admin', summary: 'Say which answers need an approval', handle: putPolicy, schema: { body: Policy } },
  { method: 'GET', url: `${URL}/history`, who: 'cases:read', summary: 'The rules there were, who made them and when', handle: getHistory },
  {
    method: 'POST',
    url: `${URL}/dry-run`,
    who: 'cases:read',
    summary: 'Which answers of the last 30 days such rules would have held back; nothing is written',
    handle: postDryRun,
    schema: { body: Policy },
  },
]
