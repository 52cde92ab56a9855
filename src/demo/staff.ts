import { caseActions } from '../actions/case-actions'
import { caseFactActions } from '../actions/case-facts'
import { type Delivery, deliver } from '../actions/deliver'
import type { LetterWords } from '../actions/final-gate'
import type { Directory, Needs, StoredCase } from '../actions/needs'
import { triageMessage } from '../actions/triage-message'
import type { Remedy } from '../domain/case/events'
import { chanceOf } from './chance'
import type { Act } from './plan'
import type { Answers } from './sample'

export type Deed = { at: number } & (
  | { on: 'case'; caseId: string; key: string; act: Act }
  | { on: 'message'; messageId: string; key: string; decision: 'complaint' | 'noise' }
)
type Options = {
  needs: Needs
  tenant: string
  answers: Answers
  words: LetterWords
  directory(): Promise<Directory>
  openCase(id: string): StoredCase | undefined
  delivery: Omit<Delivery, 'send' | 'nextAttempt' | 'orphans'>
  epoch(): number
}

/** The sample staff at work: each deed goes through the action that a person's click would call, and may be refused like it. */
export function sampleStaff({ needs, tenant, answers, words, directory, openCase, delivery, epoch }: Options) {
  const actions = caseActions(needs, { undoMs: 0, words })
  const facts = caseFactActions(needs)
  /** The sample firm's answers arrive: in its own story, for nothing leaves this computer. */
  const post: Delivery = {
    ...delivery,
    orphans: async () => [],
    send: async () => ({ state: 'sent', providerId: 'sample' }),
    nextAttempt: () => null,
  }
  const withWays: Needs = {
    ...needs,
    store: { ...needs.store, directory: async () => ({ ...(await directory()), notifiers: SAMPLE_WAYS }) },
  }

  async function onCase({ caseId, key, act }: Deed & { on: 'case' }) {
    const it = openCase(caseId)
    if (!it) return
    const by = await whoActs(it)
    const chance = chanceOf(`${key} ${act.do} ${act.at}`)
    const said = (texts: Record<string, string[]>) => chance.pick(texts[it.lang] ?? texts['en']!)
    const who = { caseId, by }
    if (act.do === 'acknowledge') await actions.acknowledge(tenant, { ...who, note: null, notifyCustomer: chance.next() < 0.6 })
    if (act.do === 'note') await actions.note(tenant, { ...who, text: chance.pick(answers.notes) })
    if (act.do === 'hand_up') await actions.escalate(tenant, { ...who, reason: chance.pick(answers.hand_up), to: null })
    if (act.do === 'close' && !ONLY_WORDS.includes(act.remedy))
      await facts.happened(tenant, { ...who, name: 'remedy_carried_out', happenedAt: act.at, reason: null })
    if (act.do === 'close') await actions.close(tenant, { ...who, outcome: act.outcome, remedy: act.remedy, note: null })
    if (act.do === 'reply') {
      const finals = answers.final[act.remedy] ?? answers.final['explanation']!
      const text = act.final ? (finals[it.lang] ?? finals['en']!) : said(it.kind === 'opportunity' ? answers.lead : answers.first)
      const answer = await actions.reply(tenant, { ...who, text, final: act.final, public: false, complete: true })
      if (answer.done) await deliver(withWays, post, tenant, epoch())
    }
  }

  async function whoActs(it: StoredCase): Promise<string> {
    const { people } = await directory()
    return it.owner ?? people.find((p) => p.role === 'lead')?.id ?? 'engine'
  }

  async function onMessage({ messageId, key, decision }: Deed & { on: 'message' }) {
    const agents = (await directory()).people.filter((p) => p.role === 'agent' && p.team === 'complaints')
    const by = agents.length ? chanceOf(`who ${key}`).pick(agents).id : 'engine'
    await triageMessage(needs, tenant, { messageId, decision, caseId: null, by })
  }

  return { carryOut: (deed: Deed) => (deed.on === 'case' ? onCase(deed) : onMessage(deed)) }
}

/** Remedies that are given with the answer itself; every other is carried out before the sample firm closes a case. */
const ONLY_WORDS: readonly Remedy[] = ['none', 'explanation', 'apology']

const SAMPLE_WAYS: Directory['notifiers'] = [
  { id: 'sample', name: 'sample', kind: 'smtp' },
  { id: 'sample', name: 'sample', kind: 'webhook' },
]
