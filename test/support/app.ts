import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { StoredMessage } from '../../src/actions/needs'
import type { Moment } from '../../src/domain/moment'
import { SCOPES } from '../../src/domain/rights'
import type * as present from '../../src/http/present'
import type { Redress } from '../../src/main'
import { testSecret } from '../../src/notify/testing/notice'
import { createKey } from '../../src/store/keys'
import { putNotifier } from '../../src/store/notifiers'
import { addStaff, createSignInLink, createTenant, redeemSignInLink, type Tenant } from '../../src/store/tenants'
import { newStaff, STAFF_NAMES, type StaffName } from '../cast'
import { enterHouse, type House, leaveHouse } from './house'

export type MessageRow = ReturnType<typeof present.presentFullMessage>
export type CaseRow = ReturnType<typeof present.presentCase>
export type ClockRow = ReturnType<typeof present.presentClock>
export type NoticeRow = ReturnType<typeof present.presentNotice>
export type TurnRow = ReturnType<typeof present.presentTurn>
/** What the timeline's events carry beside when, who and what kind. */
type EventFields = {
  level: number
  to: string
  owner: string | boolean | null
  milestone: string
  state: string
  reason: string
  message_id: string
  because: string
}
export type EventRow = ReturnType<typeof present.presentEvent> & Partial<EventFields>

export type Answer<T> = { status: number; body: T; headers: Record<string, unknown> }
type Headers = Record<string, string>
export type Method = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH'
type Plain = { code?: string; detail?: string; id?: string } & Record<string, unknown>
export type Call = <T = Plain>(method: Method, path: string, body?: unknown, headers?: Headers) => Promise<Answer<T>>

type DeskOptions = {
  /** Names of the firms; the first is the desk's own. */
  tenants?: string[]
  regimes?: string[]
  timeZone?: string
  calendar?: string
  staff?: readonly StaffName[]
  /** When the story begins. */
  at?: string
  /** Without a gateway everything that leaves waits in the outbox. */
  connected?: boolean
}
/** A Tuesday in an ordinary week. */
const BEGINS = '2026-03-03T10:00:00+07:00'
export const SECRET = testSecret(7)

export type Firm = Awaited<ReturnType<typeof aFirm>>
export type Desk = Awaited<ReturnType<typeof aDesk>>

/**
 * The whole machine in this process over a database of its own: HTTP answered without a socket, one gateway that takes what leaves, and a
 * clock that stands still until it is moved. The desk is its first firm; `firms` holds all of them.
 */
export async function aDesk(options: DeskOptions = {}) {
  const house = await enterHouse(Date.parse(options.at ?? BEGINS))
  const { redress, clock } = house
  const firms: Firm[] = []
  for (const name of options.tenants ?? ['Mill Lane Stores']) firms.push(await aFirm(house, name, options))
  const settle = () => redress.engine.settle()
  return {
    ...house,
    ...firms[0]!,
    firms,
    now: clock.now,
    settle,
    /** Moves the clock on as a script would, and waits until all that fell due has been done. */
    advance: async (by: string) => firms[0]!.call('POST', '/api/v1/test-clock', { advance: by }),
    jumpTo: (moment: Moment) => {
      clock.advance(moment - clock.now())
      return settle()
    },
    close: () => leaveHouse(house),
  }
}

async function aFirm(house: House, name: string, options: DeskOptions) {
  const { redress, app, clock } = house
  const { db } = redress
  const { regimes = ['house'], timeZone = 'Asia/Bangkok', calendar = '' } = options
  const tenant = await createTenant(db, name, { language: 'en', timeZone, calendar, regimes, demo: false }, clock.now())
  const people = new Map<string, string>()
  for (const member of options.staff ?? STAFF_NAMES) {
    const added = await addStaff(db, tenant.id, newStaff(member), clock.now())
    if ('id' in added) people.set(member, added.id)
  }
  if (options.connected !== false) await connect(house, tenant)
  const { secret: key } = await createKey(db, tenant.id, 'tests', SCOPES, clock.now())
  const call = caller(app, { authorization: `Bearer ${key}` })
  const asUser = async (who: StaffName) => {
    const link = await createSignInLink(db, tenant.id, people.get(who)!, Date.now())
    const { session } = (await redeemSignInLink(db, link, Date.now()))!
    return caller(app, { cookie: `redress_session=${session}`, 'x-redress': '1' })
  }
  return { tenant, key, people, call, asUser, connect: () => connect(house, tenant), ...story(redress, call) }
}

async function connect({ redress, gateway, clock }: House, tenant: Tenant) {
  await putNotifier(
    redress.db,
    tenant.id,
    { name: 'gateway', kind: 'webhook', url: `${gateway.url}/${tenant.slug}`, secret: SECRET, options: { allowPrivate: true } },
    clock.now(),
  )
  const heard = async () => (await redress.needs.store.directory(tenant.id)).notifiers.length > 0
  while (!(await heard())) await new Promise((done) => setTimeout(done, 5)) // the database's word of it is under way
}

/** Calls the API as one caller; a POST gets an `Idempotency-Key` of its own unless the test brings one. */
export function caller(app: FastifyInstance, who: Headers): Call {
  return async <T>(method: Method, url: string, body?: unknown, headers: Headers = {}): Promise<Answer<T>> => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' }
    const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {}
    const sent = Object.fromEntries(Object.entries({ ...content, ...key, ...who, ...headers }).filter(([, value]) => value !== ''))
    const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await app.inject({ method, url, headers: sent, ...payload })
    return { status: response.statusCode, headers: response.headers, body: read(response.body) as T }
  }
}
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export type Said = Partial<Omit<StoredMessage, 'contact' | 'attachments'>> & {
  contact?: object
  external_id?: string
  sent_at?: string
  in_reply_to?: string
}

/** What stories do: say something, look at what became of it, look at who was told. */
function story(redress: Redress, call: Call) {
  const got = async <T>(path: string) => {
    const { status, body } = await call<T>('GET', path)
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const listed = async <T>(path: string) => (await got<{ data: T[] }>(path)).data
  const message = (id: string) => got<MessageRow>(`/api/v1/messages/${id}`)
  return {
    message,
    /** Hands a message in, waits until it was understood and everything due was done, and returns what became of it. */
    post: async (said: Said) => {
      const { status, body } = await call<{ id: string; state: string }>('POST', '/api/v1/messages', said)
      if (status >= 300) throw new Error(`POST message: ${status} ${JSON.stringify(body)}`)
      await redress.engine.settle()
      return { ...(await message(body.id)), answer: body.state, status }
    },
    caseOf: (of: { case_id: string | null } | string) =>
      got<CaseRow & { reply_channel: Record<string, unknown> }>(`/api/v1/cases/${idOf(of)}`),
    cases: (query = '') => listed<CaseRow>(`/api/v1/cases?${query}`),
    clocks: (of: { case_id: string | null } | string) => listed<ClockRow>(`/api/v1/cases/${idOf(of)}/clocks`),
    timeline: (of: { case_id: string | null } | string) => listed<EventRow>(`/api/v1/cases/${idOf(of)}/timeline`),
    conversation: (of: { case_id: string | null } | string) => listed<TurnRow>(`/api/v1/cases/${idOf(of)}/messages`),
    /** Oldest first, as they were promised. */
    notices: async (query = '') => (await listed<NoticeRow>(`/api/v1/notices?limit=200&${query}`)).reverse(),
  }
}
const idOf = (of: { case_id: string | null } | string) => (typeof of === 'string' ? of : (of.case_id ?? 'none'))
