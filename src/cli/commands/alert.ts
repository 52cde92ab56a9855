import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView } from '../../actions/reads'
import { PRACTICE } from '../../domain/escalation/drill'
import { nobody } from '../../domain/message'
import { iso, isoOrNull } from '../../domain/moment'
import { newId } from '../../store/ids'
import { storeIncoming } from '../../store/inbox'
import { readsOf } from '../../store/reads'
import { listStaff } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { type Opened, tenantFor, withStore } from '../open'
import { type Globals, result, say, table } from '../output'

type Of = { tenant?: string }

/**
 * A practice alert, from a made-up message to somebody's acknowledgement, with every way, link and level as in earnest. The running server
 * does the work; this command only hands the message in and watches. Without an acknowledgement in time it fails, so that a script notices.
 */
export const drill = (globals: Globals, options: Of & { wait: string }) =>
  withStore(globals, async (opened) => {
    if (!opened.server) throw new Exit(EXIT.unreachable, 'A drill needs the running server: redress start, then again.')
    const tenant = await tenantFor(opened, options.tenant)
    const wait = minutes(options.wait)
    const began = Date.now()
    const id = newId(began)
    const source = `drill-${randomUUID()}`
    const contact = { ...nobody, name: 'Drill', handles: [{ kind: 'drill', value: source }] }
    const message = {
      ...{
        channel: 'manual',
        externalId: source,
        text: PRACTICE,
        sentAt: null,
        receivedAt: began,
        public: false,
        lang: 'en',
        inReplyTo: null,
      },
      ...{ contact, attachments: [], product: null, order: null, meta: { drill: true } },
    }
    await storeIncoming(opened.db, tenant.id, [{ id, message, origin: 'live', demo: false, raw: null }])
    const view = await watched(opened, tenant.id, id, began + wait, globals)
    const names = new Map((await listStaff(opened.db, tenant.id)).map((s) => [s.id, s.name]))
    const shown = report(view, began, names)
    if (view.acknowledgedAt === null)
      throw new Exit(EXIT.threshold, `Nobody acknowledged it within ${options.wait}. ${shown.text}`, shown.data)
    result(globals, shown.data, shown.text)
  })

function minutes(text: string) {
  const match = /^(\d{1,4})(s|m|min)$/.exec(text)
  if (!match) throw new Exit(EXIT.usage, `--wait: "${text}" is not a time such as 90s or 15m.`)
  return Number(match[1]) * (match[2] === 's' ? 1_000 : 60_000)
}

const LONGEST_READING = 30_000

/** Looks until somebody has it or time is up, and says on the way who was told. */
async function watched({ db }: Opened, tenant: string, messageId: string, until: number, globals: Globals): Promise<AlertView> {
  const reads = readsOf(db)
  const heard = new Set<string>()
  for (let view: AlertView | null = null, began = Date.now(); ; await sleep(500)) {
    const caseId = (await reads.message(tenant, messageId))?.found?.caseId
    view = caseId ? ((await reads.alerts(tenant, began - 60_000)).find((a) => a.cases.includes(caseId)) ?? view) : view
    if (!view && Date.now() - began > LONGEST_READING)
      throw new Exit(EXIT.failed, 'The server did not raise an alert within 30 seconds. redress doctor says more.')
    if (!view) continue
    for (const { to, channel, state } of view.told) {
      const line = `${to} by ${channel ?? 'the outbox'}: ${state}`
      if (!heard.has(line) && !globals.quiet && !globals.json) say(line)
      heard.add(line)
    }
    if (view.acknowledgedAt !== null || Date.now() >= until) return view
  }
}

function report(view: AlertView, began: number, names: Map<string, string>) {
  const who = names.get(view.acknowledgedBy ?? '') ?? view.acknowledgedBy
  const after = view.acknowledgedAt === null ? null : Math.round((view.acknowledgedAt - began) / 1_000)
  const told = view.told.map((t) => ({ to: t.to, way: t.channel, state: t.state, at: isoOrNull(t.at), receipt: t.receipt }))
  const lines = told.map((t) => [t.to, t.way ?? 'outbox', t.state, t.at ?? '-'])
  const head = after === null ? '' : `${who} had it after ${after} s.\n`
  return {
    data: { alert: view.id, began: iso(began), acknowledged_by: who, seconds: after, told },
    text: `${head}${lines.length ? table(['TOLD', 'BY', 'STATE', 'AT'], lines) : 'Nobody was told.'}`,
  }
}

/** Alerts that are not over. */
export const list = (globals: Globals, options: Of) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const views = await readsOf(opened.db).alerts(tenant.id, null)
    const names = new Map((await listStaff(opened.db, tenant.id)).map((s) => [s.id, s.name]))
    const data = views.map((a) => ({
      severity: a.severity,
      case: a.stories[0]?.reference ?? null,
      customers: a.cases.length,
      opened_at: iso(a.openedAt),
      acknowledged_by: names.get(a.acknowledgedBy ?? '') ?? null,
      cause: a.cause,
    }))
    const lines = data.map((a) => [a.severity, a.case ?? '-', String(a.customers), a.opened_at, a.acknowledged_by ?? 'nobody yet', a.cause])
    result(globals, data, lines.length ? table(['SEV', 'CASE', 'CUSTOMERS', 'SINCE', 'WHO HAS IT', 'CAUSE'], lines) : 'No alert is open.')
  })
