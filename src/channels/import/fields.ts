import type { Attachment, Contact, Handle } from '../../domain/message'
import { nobody } from '../../domain/message'
import { shortId } from '../email/parse'
import { readDate } from './date'
import type { ImportMap, Target } from './map'
import type { ImportedMessage, Note, Problem, Taken } from './types'

export type Naming = { map: ImportMap | null; channel: string | null }
type Fields = Record<string, unknown>

/**
 * One row of named fields → a message. Fields have the API's names, with `id` for `external_id` and `date` for `sent_at`; a map's column
 * comes before them. What is not known, or known and of another shape, goes to `meta` as it came.
 */
export function takeFields(fields: Fields, naming: Naming): Taken {
  const row = new Taking(fields, naming.map)
  const attachments = row.shaped('attachments', attachmentList) ?? []
  const text = textOf(row)
  if (text === null && attachments.length === 0) return { problem: noText(fields) }
  const notes: Note[] = []
  const message: ImportedMessage = {
    channel: channelOf(row, naming, notes),
    externalId: shortId(row.word('id', 'external_id')),
    text: text ?? '',
    ...dateOf(row, naming, notes),
    public: row.shaped('public', (value) => (typeof value === 'boolean' ? value : null)) ?? false,
    lang: row.word('lang'),
    inReplyTo: shortId(row.word('in_reply_to')),
    contact: contactOf(row),
    attachments,
    product: row.word('product'),
    order: row.word('order'),
    meta: {},
  }
  return { message: { ...message, meta: row.rest() }, notes }
}

/** Remembers which fields of a row were used, so that the rest can go to `meta`. */
class Taking {
  private readonly used = new Set<string>()
  constructor(
    private readonly fields: Fields,
    readonly map: ImportMap | null,
  ) {}

  /** The value of a target's mapped column, else of the first of its own names that the row has; `fits` says null to leave it in `meta`. */
  shaped<T>(target: string, fits: (value: unknown) => T | null, ...others: string[]): T | null {
    for (const name of this.columns(target, others)) {
      const value = fits(this.fields[name])
      if (value !== null) {
        this.used.add(name)
        return value
      }
    }
    return null
  }

  /** A non-empty word; numbers count, because ids and orders are often written bare. */
  word(target: string, ...others: string[]): string | null {
    return this.shaped(
      target,
      (value) => (typeof value === 'number' ? String(value) : typeof value === 'string' && value.trim() !== '' ? value.trim() : null),
      ...others,
    )
  }

  /** Whether the row says something under this name that nobody could use. */
  left(target: string, ...others: string[]): boolean {
    return this.columns(target, others).length > 0
  }

  private columns(target: string, others: string[]): string[] {
    const mapped = this.map?.fields?.[target as Target]
    const names = mapped === undefined ? [target, ...others] : [mapped]
    return names.filter(
      (name) => Object.hasOwn(this.fields, name) && !this.used.has(name) && this.fields[name] !== null && this.fields[name] !== '',
    )
  }

  /** Only where a map names the column: these words mean something else in most exports. */
  mapped(target: Target): string | null {
    return this.map?.fields?.[target] === undefined ? null : this.word(target)
  }

  rest(): Record<string, unknown> {
    const given = this.shaped('meta', plainObject) ?? {}
    const left = Object.entries(this.fields).filter(([name, value]) => !this.used.has(name) && value !== null && value !== '')
    return { ...given, ...Object.fromEntries(left) }
  }
}

function textOf(row: Taking): string | null {
  const text = row.shaped('text', (value) => (typeof value === 'string' && value.trim() !== '' ? value : null))
  const subject = row.mapped('subject')
  if (subject === null || text?.toLowerCase().includes(subject.toLowerCase())) return text
  return text === null ? subject : `${subject}\n\n${text}`
}

function noText(fields: Fields): Problem {
  if ('text' in fields) return { code: 'text_missing', detail: 'The text of the row is empty, and it has no attachment.' }
  const others = Object.keys(fields)
    .filter((name) => typeof fields[name] === 'string')
    .slice(0, 8)
  const hint = others.length > 0 ? ` Its text fields are ${others.join(', ')}; if one of them is it: --map fields.text=NAME.` : ''
  return { code: 'text_missing', detail: `The row has no "text" and no attachment.${hint}` }
}

/** A row's own channel counts only where the map says what we call it. */
function channelOf(row: Taking, { map, channel }: Naming, notes: Note[]): string {
  const ours = map?.channel ?? {}
  const known = row.shaped('channel', (own) => (typeof own === 'string' && Object.hasOwn(ours, own) ? ours[own]! : null))
  if (known === null && row.left('channel')) notes.push('channel_unmapped')
  return known ?? channel ?? 'import'
}

function dateOf(row: Taking, { map }: Naming, notes: Note[]): Pick<ImportedMessage, 'sentAt' | 'dateMissing'> {
  const dated = row.shaped('date', (value) => readDate(value, map?.zone ?? 'UTC'), 'sent_at')
  if (dated?.zoneAssumed) notes.push('zone_assumed')
  if (dated === null) notes.push(row.left('date', 'sent_at') ? 'date_unreadable' : 'date_missing')
  return { sentAt: dated?.at ?? null, dateMissing: dated === null }
}

function contactOf(row: Taking): Contact {
  const given = row.shaped('contact', contactShape) ?? nobody
  const handles = [...given.handles]
  for (const kind of ['email', 'phone'] as const) {
    const value = row.mapped(kind)
    if (value !== null) handles.push({ kind, value: kind === 'email' ? value.toLowerCase() : value })
  }
  return { ...given, name: row.mapped('name') ?? given.name, handles }
}

const plainObject = (value: unknown): Fields | null =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : null
const wordOrNull = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)

/** A contact of the API's shape; any part of another shape leaves the whole to `meta`, where a person can still see it. */
function contactShape(value: unknown): Contact | null {
  const fields = plainObject(value)
  if (!fields) return null
  const handles = fields.handles ?? []
  const followers = fields.followers ?? null
  if (!Array.isArray(handles) || !handles.every(isHandle)) return null
  if (followers !== null && !(Number.isInteger(followers) && (followers as number) >= 0)) return null
  return {
    name: wordOrNull(fields.name),
    handles: handles.map(({ kind, value: address }) => ({ kind, value: address })),
    language: wordOrNull(fields.language),
    followers: followers as number | null,
    verified: fields.verified === true,
    bio: wordOrNull(fields.bio),
  }
}

function isHandle(value: unknown): value is Handle {
  const fields = plainObject(value)
  return wordOrNull(fields?.kind) !== null && wordOrNull(fields?.value) !== null
}

function attachmentList(value: unknown): Attachment[] | null {
  if (!Array.isArray(value)) return null
  const list = value.map(attachment)
  return list.every((one) => one !== null) ? list : null
}

function attachment(value: unknown): Attachment | null {
  const fields = plainObject(value)
  const data = fields?.data_base64
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)) return null
  return {
    name: wordOrNull(fields?.name) ?? 'attachment',
    mediaType: wordOrNull(fields?.media_type) ?? 'application/octet-stream',
    bytes: Buffer.from(data, 'base64'),
  }
}
