import { actOnAlert } from './actions/alert-deeds'
import { correctMessage } from './actions/correct-message'
import type { Delivery } from './actions/deliver'
import type { Directory, Needs, NoticeRow } from './actions/needs'
import { answerQuestion, askColleague } from './actions/questions'
import { watchRotas } from './actions/watch-rotas'
import { watchRules } from './actions/watch-rules'
import type { Clock } from './clock'
import type { Catalogues } from './domain/notices/catalogue'
import { read } from './domain/public-id'
import { type AlertLink, signLink } from './http/pages/alert-link'
import type { Services } from './http/services'
import { publicKeyOf } from './notify/push/vapid'
import { isFromSlack } from './notify/slack/signature'
import { isFromTwilio } from './notify/sms/signature'
import { remember } from './remember'
import type { sendersOf } from './senders'
import { alertsIn } from './store/alerts'
import { type Db, inTenant } from './store/db'
import { listNotifiers, markNotifier, putNotifier, removeNotifier } from './store/notifiers'
import { listArrangements, putAddress, putArrangement } from './store/on-call'
import { receive } from './store/receipts'
import { installationSecret } from './store/secret'
import { listTenants } from './store/tenants'

const HOUR = 3_600_000
/** An alert's link lives half a day: longer than any climb, shorter than a lost telephone. A question's lives a week past its due time. */
const ALERT_LIVES = 12 * HOUR
const QUESTION_LIVES = 7 * 24 * HOUR

const CUSTOMER_LIVES = 90 * 24 * HOUR

/** The buttons of a notice, made when it leaves: for each reader a link of their own, which is stored nowhere. */
export function linksOf(db: Db, needs: Pick<Needs, 'now'>, words: Catalogues): NonNullable<Delivery['actions']> {
  const secret = remember(HOUR, () => installationSecret(db, 'pages'))
  return async (directory, notice) => {
    const label = (words[notice.lang] ?? words.en).actions
    const link = async (purpose: AlertLink['purpose'], about: string, person: string, until: number) =>
      signLink(await secret.get(''), { purpose, tenant: directory.tenant.id, about, person, until })
    const alert = read('alr', String(notice.data.alert_id ?? ''))
    if (alert && notice.userId) return alertActions(directory, await link('alert', alert, notice.userId, needs.now() + ALERT_LIVES), label)
    if (notice.audience === 'customer')
      return customerActions(directory, notice, label, (purpose, about) => link(purpose, about, '', needs.now() + CUSTOMER_LIVES))
    if (notice.kind !== 'question') return []
    const token = await link('question', String(notice.data.question_id), '', needs.now() + QUESTION_LIVES)
    return [{ label: label.answer, url: `${directory.tenant.baseUrl}/q/${token}` }]
  }
}

/** By e-mail a customer gets what only they may open: their survey, or how far their complaint is. */
async function customerActions(
  { tenant }: Directory,
  { kind, channel, caseId }: NoticeRow,
  label: Catalogues['en']['actions'],
  link: (purpose: 'survey' | 'status', about: string) => Promise<string>,
) {
  if (channel !== 'email' || caseId === null) return []
  if (kind === 'survey') return [{ label: label.rate, url: `${tenant.baseUrl}/survey/${await link('survey', caseId)}` }]
  if (kind !== 'acknowledgement' && kind !== 'chat_copy') return []
  return [{ label: label.follow, url: `${tenant.baseUrl}/status/${await link('status', caseId)}` }]
}

const alertActions = ({ tenant }: Directory, token: string, label: Catalogues['en']['actions']) =>
  (['acknowledge', 'escalate', 'not_a_risk'] as const).map((act) => ({
    label: label[act],
    url: `${tenant.baseUrl}/a/${token}${act === 'acknowledge' ? '' : `#${act}`}`,
    act: `${act}:${token}`,
  }))

/** What people do with alerts, and the questions that they ask outside the desk. */
export const alertServices = (db: Db, needs: Needs): Services['alerts'] => ({
  act: async (tenant, input) => {
    const answer = await actOnAlert(needs, tenant, input)
    if (answer.done && input.deed === 'not_a_risk') await teach(needs, tenant, answer.alert.cases, input.by)
    return answer
  },
  ask: (tenant, asking) => askColleague(needs, tenant, asking),
  question: (tenant, id) => inTenant(db, tenant, (query) => alertsIn(query, tenant).question(id)),
  answer: (tenant, id, words) => answerQuestion(needs, tenant, id, words),
})

/** "Not a risk" is a correction like any other: of the last message of each case, so that the detector learns from it. */
async function teach(needs: Needs, tenant: string, caseIds: readonly string[], by: string) {
  const messages = await needs.store.write(tenant, async (tx) => {
    const found = await Promise.all(caseIds.map((id) => tx.lastInbound(id)))
    return found.flatMap((message) => (message ? [message.id] : []))
  })
  for (const messageId of messages)
    await correctMessage(needs, tenant, { messageId, by, data: { complaint: 'yes', severity: 'C', risk: false, source: 'alert' } })
}

const LOOK_MS = 15 * 60_000

/** Looks at the rotas and the rules of every firm, every quarter of an hour and whenever it is called. */
function watching(db: Db, needs: Needs) {
  const look = async () => {
    for (const { id } of await listTenants(db)) {
      await watchRotas(needs, id)
      await watchRules(needs, id)
    }
  }
  setInterval(() => void look().catch(() => undefined), LOOK_MS).unref()
  return look
}

type Senders = ReturnType<typeof sendersOf>

/** Ways out, on-call and wishes, as the console and the command line arrange them; and what providers tell us afterwards. */
export const tellingServices = (
  db: Db,
  needs: Needs,
  clock: Clock,
  senders: Senders,
  /** What this process remembers of a firm is old: the others hear of it through the database. */
  forget: (tenant: string) => void,
): Services['telling'] & { look(): Promise<void> } => ({
  look: watching(db, needs),
  arrangements: (tenant, kind) => listArrangements(db, tenant, kind),
  arrange: async (tenant, it) => {
    const version = await putArrangement(db, tenant, { ...it, at: clock.now() })
    forget(tenant)
    return version
  },
  address: async (tenant, it) => {
    await putAddress(db, tenant, { ...it, at: clock.now() })
    forget(tenant)
  },
  notifiers: (tenant) => listNotifiers(db, tenant),
  pushKey: async (tenant) => {
    const push = (await listNotifiers(db, tenant)).find(({ kind, enabled }) => kind === 'push' && enabled)
    return publicKeyOf(push?.secret ?? '')?.toString('base64url') ?? null
  },
  connect: (tenant, notifier) => putNotifier(db, tenant, notifier, clock.now()),
  disconnect: (tenant, id) => removeNotifier(db, tenant, id),
  test: async (tenant, id, notice) => {
    const outcome = await senders.send(tenant, id, notice)
    await markNotifier(db, tenant, id, outcome.state === 'sent' ? null : outcome.reason, clock.now())
    return outcome
  },
  notifier: async (tenant, id) => (await listNotifiers(db, tenant)).find((n) => n.id === id) ?? null,
  receipt: (tenant, providerId, state) => receive(db, tenant, { providerId, state, at: clock.now() }),
  isFromTwilio,
  isFromSlack,
})
