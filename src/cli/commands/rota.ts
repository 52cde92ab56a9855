import { basename } from 'node:path'
import { readRota } from '../../domain/escalation/read-rota'
import { type Absence, gaps, type Override, onCall, type Rota } from '../../domain/escalation/rota'
import { iso } from '../../domain/moment'
import { isRecord } from '../../domain/time/reading'
import { ADDRESS_KINDS, type AddressKind } from '../../domain/ways-out'
import type { Db } from '../../store/db'
import { newId } from '../../store/ids'
import { listArrangements, putAddress, putArrangement } from '../../store/on-call'
import { readText } from '../../store/rules'
import { listStaff } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { textOf } from '../file'
import { tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

type Of = { tenant?: string }
const DAY = 86_400_000

async function staffOf(db: Db, tenant: string) {
  const staff = await listStaff(db, tenant)
  const idOf = (said: string) => {
    const found = staff.find((s) => s.name === said || s.email === said || s.id === said)
    if (!found) throw new Exit(EXIT.nothing, `"${said}" is not on the staff. redress user list shows who is.`)
    return found.id
  }
  return { staff, idOf, nameOf: (id: string | null) => staff.find((s) => s.id === id)?.name ?? 'nobody' }
}

/** Makes a rota, or a new version of it, from a YAML file; names in it become people. */
export const put = (globals: Globals, id: string, options: Of & { file: string }) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const { staff, nameOf } = await staffOf(opened.db, tenant.id)
    const problems: string[] = []
    const reader = (value: unknown) =>
      readRota(isRecord(value) ? { ...withIds(value, staff), id } : value, new Set(staff.map((s) => s.id)), tenant.settings.timeZone)
    const rota = readText(basename(options.file), textOf(options.file), reader, problems)
    if (!rota) throw new Exit(EXIT.invalid, problems.join('\n'), { problems })
    const version = await putArrangement(opened.db, tenant.id, { kind: 'rota', id, body: rota, by: 'cli', at: Date.now() })
    const on = onCall({ ...rota, version }, Date.now(), { overrides: [], absences: [] }, null)
    result(
      globals,
      { id, version, on_call: nameOf(on?.person ?? null) },
      `Rota ${id}, version ${version}. On call now: ${nameOf(on?.person ?? null)}.`,
    )
  })

/** The same with people by their ids; whatever has another shape is left to whoever reads it. */
function withIds(said: Record<string, unknown>, staff: Awaited<ReturnType<typeof listStaff>>) {
  if (!Array.isArray(said.layers)) return said
  const idOf = (name: unknown) => staff.find((s) => s.name === name || s.email === name)?.id ?? name
  const layers = said.layers.map((layer) =>
    isRecord(layer) && Array.isArray(layer.people) ? { ...layer, people: layer.people.map(idOf) } : layer,
  )
  return { ...said, layers }
}

/** Who is on call now in every rota, and where nobody is within a week. */
export const list = (globals: Globals, options: Of) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const { nameOf } = await staffOf(opened.db, tenant.id)
    const all = await listArrangements(opened.db, tenant.id)
    const of = <T>(kind: string) =>
      all.filter((it) => it.kind === kind).map((it) => ({ ...(it.body as object), id: it.id, version: it.version, madeAt: it.madeAt }) as T)
    const cover = { overrides: of<Override>('override'), absences: of<Absence>('absence') }
    const now = Date.now()
    const data = of<Rota>('rota').map((rota) => {
      const [gap] = gaps(rota, now, now + 7 * DAY, cover, null)
      return {
        id: rota.id,
        title: rota.title,
        version: rota.version,
        on_call: nameOf(onCall(rota, now, cover, null)?.person ?? null),
        next_gap: gap ? iso(gap.from) : null,
      }
    })
    const lines = data.map((r) => [r.id, r.on_call, r.next_gap ?? 'none within a week', r.title])
    result(
      globals,
      data,
      lines.length
        ? table(['ROTA', 'ON CALL', 'NEXT GAP', 'TITLE'], lines)
        : 'No rota yet. Make one: redress rota put night --file night.yaml',
    )
  })

type Span = { from: string; to: string }
function spanOf({ from, to }: Span) {
  const [begins, ends] = [Date.parse(from), Date.parse(to)]
  if (Number.isNaN(begins) || Number.isNaN(ends)) throw new Exit(EXIT.usage, '--from and --to: write them like 2026-11-23T18:00+07:00.')
  if (ends <= begins) throw new Exit(EXIT.usage, 'The end must be after the beginning.')
  return { from: begins, to: ends }
}

export const override = (globals: Globals, rota: string, options: Of & Span & { person?: string; reason?: string }) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const { idOf, nameOf } = await staffOf(opened.db, tenant.id)
    if (!(await listArrangements(opened.db, tenant.id, 'rota')).some((r) => r.id === rota))
      throw new Exit(EXIT.nothing, `There is no rota "${rota}".`)
    const person = options.person ? idOf(options.person) : null
    const span = spanOf(options)
    const body = { rota, person, ...span, reason: options.reason ?? '' }
    const id = newId(Date.now())
    await putArrangement(opened.db, tenant.id, { kind: 'override', id, body, by: 'cli', at: Date.now() })
    result(
      globals,
      { id, rota, person: nameOf(person), from: iso(span.from), to: iso(span.to) },
      `${nameOf(person)} is on call in ${rota} from ${iso(span.from)} to ${iso(span.to)}.`,
    )
  })

export const away = (globals: Globals, name: string, options: Of & Span & { cover?: string }) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const { idOf, nameOf } = await staffOf(opened.db, tenant.id)
    const [person, cover] = [idOf(name), options.cover ? idOf(options.cover) : null]
    const span = spanOf(options)
    const id = newId(Date.now())
    await putArrangement(opened.db, tenant.id, { kind: 'absence', id, body: { person, cover, ...span }, by: 'cli', at: Date.now() })
    const said = cover ? `${nameOf(cover)} covers` : 'nobody covers: the next in turn is told'
    result(
      globals,
      { id, person: nameOf(person), cover: cover && nameOf(cover), from: iso(span.from), to: iso(span.to) },
      `${nameOf(person)} is away; ${said}.`,
    )
  })

/** Where somebody can be told beside their e-mail. An empty address takes it away. */
export const address = (globals: Globals, name: string, kind: string, at: string, options: Of & { label?: string }) =>
  withStore(globals, async (opened) => {
    if (!(ADDRESS_KINDS as readonly string[]).includes(kind))
      throw new Exit(EXIT.usage, `"${kind}" is not one of ${ADDRESS_KINDS.join(', ')}.`)
    const tenant = await tenantFor(opened, options.tenant)
    const { idOf } = await staffOf(opened.db, tenant.id)
    await putAddress(opened.db, tenant.id, {
      userId: idOf(name),
      kind: kind as AddressKind,
      label: options.label ?? '',
      address: at.trim(),
      at: Date.now(),
    })
    result(
      globals,
      { person: name, kind, address: at.trim() || null },
      at.trim() ? `${name} can be told by ${kind}: ${at.trim()}` : `${name} is not told by ${kind} any more.`,
    )
  })
