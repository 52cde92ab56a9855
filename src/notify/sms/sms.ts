import type { Moment } from '../../domain/moment'
import { isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { type Answered, badAnswer, objectIn, post, sentAs } from '../post'
import { clipped, linesOf, linkOf, oneLine } from '../text'

/** `url` is the account: `https://api.twilio.com/2010-04-01/Accounts/AC…`; `secret` its auth token; `from` a number or a sender's name. */
export type SmsOptions = {
  url: string
  secret: string | null
  from: string
  receipts?: string
  wall: Wall
  timeoutMs?: number
  now?: () => Moment
}

/** Text messages through Twilio or whoever speaks its API. The body holds at most 1,600 characters there; ours are kept to three parts. */
export function smsSender(options: SmsOptions): Sender {
  return twilio('sms', 'Messages.json', options, (notice) => ({ Body: smsText(notice) }))
}

/** Rings somebody up and reads the notice out twice, in the reader's language. */
export function callSender(options: SmsOptions): Sender {
  return twilio('call', 'Calls.json', options, (notice) => ({ Twiml: spoken(notice) }))
}

function twilio(kind: 'sms' | 'call', resource: string, options: SmsOptions, fields: (notice: Outgoing) => Record<string, string>): Sender {
  const { url, secret, from, receipts, wall, timeoutMs = 15_000, now = Date.now } = options
  const account = accountOf(url)
  return {
    kind,
    async send(notice, signal) {
      if (account === null || !secret) return refused('bad_account')
      if (isPersonal(notice.kind) && kind === 'call') return refused('not_for_calls')
      const to = phoneOf(notice.to.address)
      if (to === null) return refused('no_phone')
      const body = new URLSearchParams({
        To: to,
        From: from,
        ...fields(notice),
        ...(receipts ? { StatusCallback: receipts } : {}),
      }).toString()
      const authorization = `Basic ${Buffer.from(`${account}:${secret}`).toString('base64')}`
      const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization }
      return post({ url: `${url.replace(/\/$/, '')}/${resource}`, wall, timeoutMs, signal, headers, body }, now(), reading)
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

export const accountOf = (url: string) => /\/Accounts\/(AC[0-9A-Za-z]{3,64})\/?$/.exec(url)?.[1] ?? null

/** E.164, as the API wants it: blanks and dashes of how people write numbers are taken out. */
export function phoneOf(address: string | null): string | null {
  const bare = (address ?? '').replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(bare) ? bare : null
}

/** Refusals come as `{code, message, status}`; the code tells more than the status. */
function reading(answer: Answered): Outcome | null {
  const said = objectIn(answer)
  if (answer.status >= 200 && answer.status < 300) return typeof said?.sid === 'string' ? sentAs(said.sid) : badAnswer
  return answer.status === 400 && typeof said?.code === 'number' ? refused(`code_${said.code}`) : null
}

const LONGEST = 459
export function smsText({ subject, body, actions }: Outgoing): string {
  const link = actions?.[0]?.url ?? linesOf(body).map(linkOf).find(Boolean)
  const text = oneLine(
    [subject, ...linesOf(body).filter((line) => line.trim() !== '' && !linkOf(line))].join('. ').replace(/([.:!?…])\. /g, '$1 '),
  )
  return link ? `${clipped(text, LONGEST - link.length - 1)}\n${link}` : clipped(text, LONGEST)
}

const VOICES: Record<string, string> = { en: 'en-GB', th: 'th-TH', zh: 'zh-CN', fa: 'fa-IR' }
export function spoken({ subject, body, lang }: Outgoing): string {
  const said = clipped(oneLine([subject, ...linesOf(body).filter((line) => !linkOf(line))].join('. ')), 600)
  const voice = VOICES[lang.split('-')[0] ?? ''] ?? 'en-GB'
  const say = `<Say language="${voice}">${xml(said)}</Say>`
  return `<Response>${say}<Pause length="1"/>${say}</Response>`
}

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
