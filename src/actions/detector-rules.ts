import { SEVERITIES, type Severity } from '../domain/finding'
import type { RuleBody, RuleNeeds, StoredRule, TestedOn, Tried } from './detector-needs'

/** A rule is tried on this many messages before it goes live. */
const TRIED_ON = 1_000
const SHOWN = 50
const EXCERPT = 160
/** A rule that fires on more than this share of at least so many messages goes live only when somebody says so. */
const MANY = 0.25
const ENOUGH = 40

export type DryRun = TestedOn & { examples: { messageId: string; excerpt: string; severity: Severity | null; wouldBe: Severity | null }[] }
export type Refused = { refused: string; code: 'unusable' | 'unknown' | 'live_already' | 'fires_often' | 'bad_name' }
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]{0,79}$/u

/** What a rule would have done on the newest messages: nothing of it is written. */
export async function tryRule(needs: RuleNeeds, tenant: string, body: RuleBody): Promise<DryRun | Refused> {
  const { refine, broken } = needs.compile([{ name: 'tried', version: 0, body }])
  if (broken[0]) return { code: 'unusable', refused: broken[0].why }
  const messages = await needs.latest(tenant, TRIED_ON)
  const fired = messages.filter((message) => fires(refine(plain(message), message.text, message.about)))
  const raised = fired.filter((message) => wouldBe(body, message) !== null)
  return {
    tested: messages.length,
    fired: fired.length,
    raised: raised.length,
    examples: fired.slice(0, SHOWN).map((message) => ({
      messageId: message.id,
      excerpt: excerpt(message.text),
      severity: message.severity,
      wouldBe: wouldBe(body, message),
    })),
  }
}

const ours = 'firm.'
const fires = ({ rules, risk_phrases: risks }: Tried['finding']) => rules !== undefined || risks.some(({ id }) => id.startsWith(ours))

/** The finding as it was before any rule of the firm: what is in force now must not count for what is tried. */
function plain({ finding }: Tried): Tried['finding'] {
  const { rules: _, ...rest } = finding
  return { ...rest, risk_phrases: finding.risk_phrases.filter(({ id }) => !id.startsWith(ours)) }
}

/** The severity that a rule would raise a message to; null where it is that severe already, or where phrases leave it to triage. */
function wouldBe(body: RuleBody, { severity }: Tried): Severity | null {
  if (body.kind !== 'rule' || body.floor === null) return null
  return SEVERITIES.indexOf(body.floor) < SEVERITIES.indexOf(severity ?? 'E') ? body.floor : null
}

function excerpt(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  return letters.length <= EXCERPT ? letters.join('') : `${letters.slice(0, EXCERPT - 1).join('')}…`
}

/** Keeps a rule as a draft: it is read by nobody until it goes live. A draft that cannot be used is not kept. */
export async function saveRule(
  needs: RuleNeeds,
  tenant: string,
  it: { name: string; body: RuleBody; by: string },
): Promise<StoredRule | Refused> {
  if (!NAME.test(it.name)) return { code: 'bad_name', refused: 'A name is letters, numbers, spaces, - and _, at most 80 of them.' }
  const { broken } = needs.compile([{ name: it.name, version: 0, body: it.body }])
  if (broken[0]) return { code: 'unusable', refused: broken[0].why }
  return put(needs, tenant, { name: it.name, body: it.body, state: 'draft', tested: null, by: it.by })
}

/** Puts the newest draft in force, after trying it. One that fires on every fourth message or more needs `often`. */
export async function putRuleLive(
  needs: RuleNeeds,
  tenant: string,
  it: { name: string; by: string; often: boolean },
): Promise<(StoredRule & { dryRun: DryRun }) | Refused> {
  const draft = await named(needs, tenant, it.name)
  if (!draft) return unknown(it.name)
  if (draft.state === 'live') return { code: 'live_already', refused: `"${it.name}" is in force already. Change it first.` }
  const dryRun = await tryRule(needs, tenant, draft.body)
  if ('refused' in dryRun) return dryRun
  const { tested, fired, raised } = dryRun
  if (!it.often && tested >= ENOUGH && fired > tested * MANY)
    return { code: 'fires_often', refused: `It would have fired on ${fired} of the last ${tested} messages. Say so if that is meant.` }
  const live = await put(needs, tenant, { name: it.name, body: draft.body, state: 'live', tested: { tested, fired, raised }, by: it.by })
  return { ...live, dryRun }
}

/** Takes a rule out of force; its history stays. */
export async function removeRule(needs: RuleNeeds, tenant: string, it: { name: string; by: string }): Promise<StoredRule | Refused> {
  const known = await named(needs, tenant, it.name)
  return known ? put(needs, tenant, { name: it.name, body: known.body, state: 'removed', tested: null, by: it.by }) : unknown(it.name)
}

const named = async (needs: RuleNeeds, tenant: string, name: string) => (await needs.newest(tenant)).find((rule) => rule.name === name)
const unknown = (name: string): Refused => ({ code: 'unknown', refused: `No rule is called "${name}".` })

async function put(
  needs: RuleNeeds,
  tenant: string,
  it: Pick<StoredRule, 'name' | 'body' | 'state' | 'tested'> & { by: string },
): Promise<StoredRule> {
  const at = needs.now()
  const version = await needs.put(tenant, { ...it, kind: it.body.kind, at })
  const { by, ...rest } = it
  return { ...rest, kind: it.body.kind, version, madeAt: at, madeBy: by }
}
