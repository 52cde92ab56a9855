import type { Moment } from '../../domain/moment'
import { CREDENTIALS_REFUSED, isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { type Answered, JSON_BODY, post } from '../post'
import { clipped, linesOf, linkOf, oneLine } from '../text'

/**
 * `url` is an incoming-webhook address; it is the secret, so it never appears in a reason. `secret` is the app's signing secret: with it
 * buttons call back to us (`signature.ts`), without it they open the page where the same can be done.
 */
export type SlackOptions = { url: string; secret?: string | null; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function slackSender({ url, secret = null, wall, timeoutMs = 15_000, now = Date.now }: SlackOptions): Sender {
  return {
    kind: 'slack',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_chat')
      const body = JSON.stringify(slackMessage(notice, secret !== null))
      return post({ url, wall, timeoutMs, signal, headers: JSON_BODY, body }, now(), reading)
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** A hook that was taken away says so in plain words, with 403, 404 or 410. */
const reading = ({ status, body }: Answered): Outcome | null =>
  status >= 400 &&
  status < 500 &&
  /^(no_service|no_service_id|no_team|team_disabled|invalid_token|token_revoked|account_inactive)\b/.test(body.toString('utf8'))
    ? refused(CREDENTIALS_REFUSED)
    : null

/** Slack's limits are 150 characters for a header and 3,000 for a section; `verbatim` keeps `@here` in a customer's words from ringing. */
export function slackMessage(notice: Outgoing, callsBack = false) {
  const title = clipped(oneLine(notice.subject), 150)
  const text = clipped(linesOf(notice.body).map(slackLine).join('\n'), 3000)
  const about = notice.caseReference
    ? [{ type: 'context', elements: [{ type: 'plain_text', text: oneLine(notice.caseReference), emoji: false }] }]
    : []
  return {
    text: escaped(title),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title || '–', emoji: false } },
      { type: 'section', text: { type: 'mrkdwn', text: text || '–', verbatim: true } },
      ...about,
      ...buttons(notice, callsBack),
    ],
  }
}

/** At most 25 elements, 75 characters on a button, 2,000 in its value and 3,000 in its address. The first one is the main one. */
function buttons({ actions = [] }: Outgoing, callsBack: boolean) {
  const elements = actions.slice(0, 5).map(({ label, url, act }, at) => ({
    type: 'button',
    action_id: `redress_${act?.split(':')[0] ?? 'open'}_${at}`,
    text: { type: 'plain_text', text: clipped(oneLine(label), 75), emoji: false },
    ...(callsBack && act ? { value: act } : { url }),
    ...(at === 0 ? { style: 'primary' } : {}),
  }))
  return elements.length ? [{ type: 'actions', elements }] : []
}

function slackLine(line: string) {
  const link = linkOf(line)
  return link ? `<${escaped(link).replace(/\|/g, '%7C')}>` : escaped(line)
}

/** The three characters that Slack gives a meaning; without them no mention, channel or link can be written. */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
