import { randomBytes } from 'node:crypto'
import { isChannel } from '../../domain/channels'
import { show } from '../../domain/public-id'
import { wayProblem } from '../../domain/way-problems'
import { WAY_KINDS, type WayOut } from '../../domain/ways-out'
import { newVapidKeys } from '../../notify/push/vapid'
import { createSender, problemOf } from '../../notify/senders'
import { addHook, listNotifiers, markNotifier, putNotifier } from '../../store/notifiers'
import { readsOf } from '../../store/reads'
import { count } from '../count'
import { EXIT, Exit } from '../exit'
import { tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

type Of = { tenant?: string }

export const notifierAdd = (
  globals: Globals,
  kind: string,
  options: Of & { url: string; secret?: string; name?: string; from?: string; allowPrivate?: boolean },
) =>
  withStore(globals, async (opened) => {
    if (!(WAY_KINDS as readonly string[]).includes(kind)) throw new Exit(EXIT.usage, `"${kind}" is not one of ${WAY_KINDS.join(', ')}.`)
    const tenant = await tenantFor(opened, options.tenant)
    const made = kind === 'webhook' ? `whsec_${randomBytes(24).toString('base64')}` : kind === 'push' ? newVapidKeys().privateKey : null
    const secret = options.secret ?? made
    const row = {
      kind: kind as WayOut,
      url: options.url,
      secret,
      allowPrivate: options.allowPrivate === true || isLoopback(options.url),
      ...(options.from ? { from: options.from } : {}),
    }
    const problem = problemOf(row)
    if (problem) throw new Exit(EXIT.invalid, `${options.url} cannot be used. ${remedy(problem)}`)
    const name = options.name ?? kind
    await putNotifier(
      opened.db,
      tenant.id,
      {
        name,
        kind: row.kind,
        url: row.url,
        secret,
        options: { allowPrivate: row.allowPrivate, ...(options.from ? { from: options.from } : {}) },
      },
      Date.now(),
    )
    const shown = kind === 'webhook' && options.secret === undefined ? { secret } : {}
    result(
      globals,
      { name, kind, ...shown },
      `Connected ${name} (${kind}).${'secret' in shown ? `\nIts signing secret, shown this once: ${secret}` : ''}\nTry it: redress notifier test ${name}`,
    )
  })

function remedy(problem: string) {
  const { says, option } = wayProblem(problem)
  return option ? `${says} (${option})` : says
}

/** An address on this very machine that an administrator types is meant; one that a redirect or a name leads to is not. */
const isLoopback = (url: string) => URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

export const notifierTest = (globals: Globals, name: string, options: Of & { to?: string }) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const row = (await listNotifiers(opened.db, tenant.id)).find((n) => n.name === name)
    if (!row) throw new Exit(EXIT.nothing, `Nothing called "${name}" is connected. redress notifier list shows what is.`)
    const address = row.options.from ?? 'redress@localhost.localdomain'
    const sender = createSender(
      {
        kind: row.kind,
        url: row.url,
        secret: row.secret,
        allowPrivate: row.options.allowPrivate,
        ...(row.options.from ? { from: row.options.from } : {}),
      },
      { from: { name: null, address } },
    )
    const outcome = await sender.send(
      {
        id: `test:${randomBytes(6).toString('hex')}`,
        kind: 'test',
        to: { name: 'Test', address: options.to ?? (row.kind === 'smtp' ? address : null) },
        subject: `Redress: a test from ${tenant.name}`,
        body: 'If you can read this, notices from Redress arrive here.',
        lang: tenant.settings.language,
        data: { test: true, tenant: tenant.slug },
        caseReference: null,
      },
      AbortSignal.timeout(20_000),
    )
    await sender.close?.()
    await markNotifier(opened.db, tenant.id, row.id, outcome.state === 'sent' ? null : outcome.reason, Date.now())
    if (outcome.state !== 'sent') throw new Exit(EXIT.unreachable, `${name} did not take it: ${outcome.reason}`, { outcome })
    result(globals, { name, ...outcome }, `${name} took it.`)
  })

export const notifierList = (globals: Globals, options: Of) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const rows = (await listNotifiers(opened.db, tenant.id)).map((row) => ({ ...row, back: CALLS_BACK[row.kind] ?? null }))
    const backOf = ({ id, back }: (typeof rows)[number]) => (back ? `/providers/${tenant.id}.${id}/${back}` : null)
    result(
      globals,
      rows.map((row) => ({ name: row.name, kind: row.kind, enabled: row.enabled, calls_back: backOf(row) })),
      rows.length
        ? table(
            ['NAME', 'KIND', 'HOST', 'CALLS BACK AT'],
            rows.map((r) => [r.name, r.kind, hostOf(r.url), backOf(r) ?? '']),
          )
        : 'Nothing is connected yet. Notices wait in the Outbox. Connect: redress notifier add smtp|slack|sms|… --url U',
    )
  })
/** Below the public address of the desk: what to enter at the provider. Twilio is told with each text. */
const CALLS_BACK: Partial<Record<WayOut, string>> = { slack: 'slack', sms: 'receipts', call: 'receipts' }
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '?')

export const hookAdd = (globals: Globals, name: string, options: Of & { channel: string; secret?: string }) =>
  withStore(globals, async (opened) => {
    if (!isChannel(options.channel)) throw new Exit(EXIT.usage, `--channel: "${options.channel}" is not a channel.`)
    const tenant = await tenantFor(opened, options.tenant)
    const secret = options.secret ?? `whsec_${randomBytes(24).toString('base64')}`
    const id = await addHook(opened.db, tenant.id, name, options.channel, secret, Date.now())
    const path = `/api/v1/hooks/${tenant.id}.${id}`
    const url = `${opened.server?.url ?? 'http://127.0.0.1:4280'}${path}`
    result(
      globals,
      { name, url, secret, channel: options.channel },
      `${url}\nsecret ${secret}\nPost messages there, signed as Standard Webhooks 1.0 says.`,
    )
  })

export const outboxList = async (globals: Globals, options: Of & { state?: string; limit: string }) => {
  const limit = count('limit', options.limit, 1, 1_000)
  return withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const { rows } = await readsOf(opened.db).notices(tenant.id, {
      states: options.state ? [options.state] : [],
      caseId: null,
      limit,
      after: null,
    })
    const data = rows.map((n) => ({
      id: show('ntc', n.id),
      kind: n.kind,
      to: n.toName ?? n.toAddress,
      channel: n.channel,
      case: n.caseReference,
      state: n.state === 'sending' ? 'queued' : n.state,
      reason: n.reason,
      created_at: new Date(n.createdAt).toISOString(),
      sent_at: n.sentAt === null ? null : new Date(n.sentAt).toISOString(),
    }))
    result(
      globals,
      data,
      data.length
        ? table(
            ['STATE', 'KIND', 'TO', 'CASE', 'CREATED', 'REASON'],
            data.map((n) => [n.state, n.kind, n.to ?? 'customer', n.case ?? '-', n.created_at, n.reason ?? '']),
          )
        : 'The outbox is empty.',
    )
  })
}
