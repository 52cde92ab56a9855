import { createHmac } from 'node:crypto'
import type { Moment } from '../../domain/moment'
import { CREDENTIALS_REFUSED, isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { type Answer, guardedFetch, reachable, type Wall } from '../egress'
import { finalForChat, outcomeOf } from '../http-outcome'
import { clipped, linesOf, linkOf, oneLine } from '../text'

/** A group robot: `url` carries its access token, `secret` (SEC…) signs; null where the robot is guarded by keyword or address instead. */
export type DingTalkOptions = { url: string; secret: string | null; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function dingtalkSender({ url, secret, wall, timeoutMs = 15_000, now = Date.now }: DingTalkOptions): Sender {
  return {
    kind: 'dingtalk',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_chat')
      if (!URL.canParse(url)) return refused('bad_url')
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      const body = JSON.stringify(dingtalkMessage(notice))
      return robotOutcome(await guardedFetch({ url: signedUrl(url, secret, now()), wall, timeoutMs, signal, headers, body }), now())
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** `timestamp` in milliseconds and `sign` = base64(HMAC-SHA256(secret, timestamp + "\n" + secret)); the robot takes it for an hour. */
export function signedUrl(raw: string, secret: string | null, now: Moment): string {
  const url = new URL(raw)
  if (secret === null) return url.href
  url.searchParams.set('timestamp', String(now))
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'))
  return url.href
}

export function dingtalkMessage(notice: Outgoing) {
  const title = clipped(oneLine(notice.subject), 120)
  const text = [
    `### ${tamed(title)}`,
    ...linesOf(notice.body)
      .filter((line) => line.trim() !== '')
      .map(dingtalkLine),
  ].join('\n\n')
  if (notice.actions?.length) return actionCard(title, clipped(text, 5000), notice.actions)
  return { msgtype: 'markdown', markdown: { title, text: clipped(text, 5000) }, at: { isAtAll: false } }
}

/** Each button opens an address; the robot has no buttons that call back. They stand one above the other, since labels are words. */
const actionCard = (title: string, text: string, actions: NonNullable<Outgoing['actions']>) => ({
  msgtype: 'actionCard',
  actionCard: {
    title,
    text,
    btnOrientation: '0',
    btns: actions.slice(0, 5).map(({ label, url }) => ({ title: clipped(oneLine(label), 40), actionURL: url })),
  },
})

function dingtalkLine(line: string) {
  const link = linkOf(line)
  return link ? `[${tamed(link)}](${link.replace(/\(/g, '%28').replace(/\)/g, '%29')})` : tamed(line)
}

const WIDE: Record<string, string> = { '[': '［', ']': '］', '<': '＜', '>': '＞', '*': '＊', '`': '｀', '#': '＃', '@': '＠' }
/** The robot's Markdown has no escapes, so its marks become their full-width twins: a quote can neither load a picture nor call people. */
const tamed = (text: string) => text.replace(/[[\]<>*`#@]/g, (mark) => WIDE[mark]!)

/** Codes that another minute can mend: busy (-1), too many messages (130101, 410100). All others need a person. */
const LATER: Record<number, number> = { [-1]: 5_000, 130101: 60_000, 410100: 60_000 }

/** The robot was removed or its token is not one (300001, 300005, 40035), or signature, keyword or address do not fit (310000). */
const KEY = [300001, 300005, 40035, 310000]

/** The robot says 200 to everything and means `errcode`: 0 is sent, anything else was not; an answer without one leaves it open. */
function robotOutcome(answer: Answer, now: Moment): Outcome {
  const outcome = outcomeOf(answer, finalForChat, now)
  if (outcome.state !== 'sent' || answer.kind !== 'answered') return outcome
  const code = errcodeOf(answer)
  if (code === 0) return outcome
  if (code === null) return { state: 'unknown', reason: 'bad_answer' }
  if (KEY.includes(code)) return refused(CREDENTIALS_REFUSED)
  const wait = LATER[code]
  return wait === undefined
    ? refused(`errcode_${code}`)
    : { state: 'failed', permanent: false, reason: `errcode_${code}`, retryAfterMs: wait }
}

function errcodeOf(answer: Extract<Answer, { kind: 'answered' }>): number | null {
  try {
    const said: unknown = JSON.parse(answer.body.toString('utf8'))
    return typeof said === 'object' && said !== null && 'errcode' in said && Number.isInteger(said.errcode) ? Number(said.errcode) : null
  } catch {
    return null
  }
}
