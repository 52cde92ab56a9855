import { isPersonal, type Outgoing, refused, type Sender } from '../contract'
import { guardedFetch, reachable, type Wall } from '../egress'
import { finalForChat, outcomeOf } from '../http-outcome'
import { clipped, linesOf, linkOf, oneLine } from '../text'

/** `url` is an incoming-webhook address; it is the secret, so it never appears in a reason. */
export type SlackOptions = { url: string; wall: Wall; timeoutMs?: number }

export function slackSender({ url, wall, timeoutMs = 15_000 }: SlackOptions): Sender {
  return {
    kind: 'slack',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_chat')
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      const answer = await guardedFetch({ url, wall, timeoutMs, signal, headers, body: JSON.stringify(slackMessage(notice)) })
      return outcomeOf(answer, finalForChat, Date.now())
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** Slack's limits are 150 characters for a header and 3,000 for a section; `verbatim` keeps `@here` in a customer's words from ringing. */
export function slackMessage(notice: Outgoing) {
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
    ],
  }
}

function slackLine(line: string) {
  const link = linkOf(line)
  return link ? `<${escaped(link).replace(/\|/g, '%7C')}>` : escaped(line)
}

/** The three characters that Slack gives a meaning; without them no mention, channel or link can be written. */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
