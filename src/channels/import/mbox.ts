import { type MailMessage, parseMail } from '../email/parse'
import type { Naming } from './fields'
import { type Line, readLines } from './lines'
import type { Source } from './source'
import { type Note, type Problem, problemRow, type Row, type Taken, takenRow } from './types'

/** A mail beyond this is cut: its text comes first and is kept, its attachments are named and left out. */
export const MAIL_LIMIT = 32 * 1024 * 1024

type Mail = { line: number; parts: Buffer[]; size: number; cut: boolean; bytes: number; piece: boolean }
const FROM = Buffer.from('From ')
const QUOTED = /^>+From /
const DATED = /\d{1,2}:\d{2}.*\b\d{4}\b/
const HEADER = /^[!-9;-~]{1,76}:/

/**
 * The mails of an mbox file. A `From ` line begins a mail where two of three speak for it: an empty line before it, a time and year in it, a
 * header after it. One `>` is taken from `>From `, `>>From ` and so on: right for mboxrd, and for mboxo wherever only `>From ` occurs.
 */
export async function* readMbox(source: Source, naming: Naming): AsyncGenerator<Row> {
  for await (const mail of splitMbox(readLines(source, MAIL_LIMIT))) {
    if (mail.piece) return yield problemRow(mail, source.broken!, beginning(mail))
    yield await mailRow(mail, naming)
  }
}

/** A file that is one mail. */
export async function* readEml(source: Source, naming: Naming): AsyncGenerator<Row> {
  let mail: Mail | null = null
  for await (const line of readLines(source, MAIL_LIMIT)) {
    mail ??= started(line)
    add(mail, line, line.content)
  }
  if (mail) yield mail.piece ? problemRow(mail, source.broken!, beginning(mail)) : await mailRow(mail, naming)
}

async function* splitMbox(lines: AsyncIterable<Line>): AsyncGenerator<Mail> {
  let mail: Mail | null = null
  let suspect: Suspect | null = null
  let blank = true
  for await (const line of lines) {
    if (suspect && (!mail || begins(suspect, line))) {
      if (mail) yield mail
      mail = started(suspect.line)
    } else if (suspect && mail) add(mail, suspect.line, suspect.line.content)
    suspect = isFrom(line.content) ? { line, afterBlank: blank } : null
    blank = line.content.length === 0 || (line.content.length === 1 && line.content[0] === 13)
    if (suspect) continue
    mail ??= started(line)
    add(mail, line, unquoted(line.content))
  }
  if (mail && suspect) add(mail, suspect.line, suspect.line.content)
  mail ??= suspect && started(suspect.line)
  if (mail) yield mail
}

type Suspect = { line: Line; afterBlank: boolean }

const isFrom = (content: Buffer) => content.subarray(0, 5).equals(FROM)

function begins({ line, afterBlank }: Suspect, next: Line) {
  const dated = DATED.test(line.content.subarray(0, 300).toString('latin1'))
  const header = HEADER.test(next.content.subarray(0, 80).toString('latin1'))
  return Number(afterBlank) + Number(dated) + Number(header) >= 2
}

function unquoted(content: Buffer) {
  if (content[0] !== 0x3e) return content
  return QUOTED.test(content.subarray(0, 1_000).toString('latin1')) ? content.subarray(1) : content
}

const started = (line: Line): Mail => ({ line: line.line, parts: [], size: 0, cut: false, bytes: line.bytes, piece: line.piece })
const newline = Buffer.from('\n')

function add(mail: Mail, line: Line, content: Buffer) {
  mail.bytes = line.bytes
  mail.piece ||= line.piece
  mail.cut ||= line.cut || mail.size + content.length > MAIL_LIMIT
  if (mail.cut) return
  mail.parts.push(content, newline)
  mail.size += content.length + 1
}

const beginning = (mail: Mail) => Buffer.concat(mail.parts.slice(0, 200))

async function mailRow(mail: Mail, naming: Naming): Promise<Row> {
  const parsed = await parseMail(Buffer.concat(mail.parts))
  const message = mail.cut ? withoutAttachments(parsed) : parsed
  const taken: Taken = message.text === '' && message.attachments.length === 0 ? { problem: noWords } : takeMail(message, naming)
  return takenRow(mail, taken, beginning(mail))
}

/** Mail comes by e-mail, so that is its channel unless the caller names another. */
function takeMail(message: MailMessage, { channel }: Naming): Taken {
  const dateMissing = message.sentAt === null
  const notes: Note[] = dateMissing ? [message.meta.date === undefined ? 'date_missing' : 'date_unreadable'] : []
  return { message: { ...message, channel: channel ?? 'email', dateMissing }, notes }
}

const noWords: Problem = {
  code: 'text_missing',
  detail: 'The mail has no subject, no text and no attachment that is kept. Look whether it was exported whole.',
}

function withoutAttachments(message: MailMessage): MailMessage {
  const names = message.attachments.map(({ name, mediaType, bytes }) => ({
    name,
    media_type: mediaType,
    bytes: bytes.length,
    reason: 'mail_too_large',
  }))
  return { ...message, attachments: [], meta: { ...message.meta, mail_cut_at: MAIL_LIMIT, attachments_left_out: names } }
}
