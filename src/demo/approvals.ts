import { caseActions } from '../actions/case-actions'
import type { Needs } from '../actions/needs'
import type { Saying } from '../actions/reply'
import type { ApprovalPolicy } from '../domain/approvals/policy'
import { setApprovalPolicy } from '../store/approval-policy'
import type { Db } from '../store/db'
import { readsOf } from '../store/reads'
import type { Answers } from './sample'

const POLICY: ApprovalPolicy = { severities: ['A', 'B'], public: true, newcomers: 0, minutes: 30 }
/** A visitor has no colleague who could approve what they answer themselves, so that only public words of theirs are held. */
const FROM_NOW_ON: ApprovalPolicy = { ...POLICY, severities: [] }
const WAITING = 3

/** The sample firm reads its gravest and its public answers twice; a few of them wait for the visitor to approve. */
export async function beginApprovals(db: Db, needs: Needs, tenant: string, answers: Answers, words: Saying['words']) {
  await setApprovalPolicy(db, tenant, FROM_NOW_ON, 'cli', needs.now())
  const directory = async (of: string) => ({ ...(await needs.store.directory(of)), approvals: POLICY })
  const { people } = await needs.store.directory(tenant)
  const actions = caseActions({ ...needs, store: { ...needs.store, directory } }, { undoMs: 0, words })
  const able = {
    states: ['open', 'acknowledged'],
    severities: [...POLICY.severities],
    kinds: ['complaint'],
    owner: null,
    team: null,
    contact: null,
    tier: null,
  }
  const { rows } = await readsOf(db).cases(tenant, { ...able, q: null, sort: 'severity', limit: 40, after: null })
  let waiting = 0
  for (const it of rows) {
    const author = people.find(({ id, role }) => id === it.owner && role !== 'administrator')
    const text = (answers.first[it.lang] ?? answers.first.en)?.[0]
    if (!author || !text || waiting === WAITING) continue
    const done = await actions.reply(tenant, { caseId: it.id, by: author.id, text, final: false, public: false })
    if (done.done && done.value.state === 'approval') waiting++
  }
  return waiting
}
