import type { Moment } from '../../domain/moment'
import { isPersonal, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { JSON_BODY, post } from '../post'
import { clipped, linesOf, linkOf, oneLine } from '../text'

/** A workflow of Microsoft Teams that starts "when a webhook request is received"; its address is the secret. */
export type TeamsOptions = { url: string; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function teamsSender({ url, wall, timeoutMs = 20_000, now = Date.now }: TeamsOptions): Sender {
  return {
    kind: 'teams',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_chat')
      return post({ url, wall, timeoutMs, signal, headers: JSON_BODY, body: JSON.stringify(teamsMessage(notice)) }, now())
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** One adaptive card; a message may hold 28 KB, ours stay far below. */
export function teamsMessage({ subject, body, caseReference, actions = [], lang }: Outgoing) {
  const lines = linesOf(body).filter((line) => line.trim() !== '' && !linkOf(line))
  const text = (said: string, more: object = {}) => ({ type: 'TextBlock', wrap: true, text: tamed(said), ...more })
  const links = actions.length
    ? actions
    : linesOf(body).flatMap((line) => (linkOf(line) ? [{ label: oneLine(caseReference ?? 'Open'), url: linkOf(line)! }] : []))
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          lang,
          body: [
            text(clipped(oneLine(subject), 200), { weight: 'Bolder', size: 'Medium' }),
            ...lines.slice(0, 20).map((line) => text(clipped(line, 800))),
          ],
          actions: links.slice(0, 5).map(({ label, url }) => ({ type: 'Action.OpenUrl', title: clipped(label, 60), url })),
        },
      },
    ],
  }
}

/** Text blocks read some Markdown: brackets, stars and backticks of a customer become plain. */
const tamed = (text: string) => text.replace(/[\\`*_[\]#<>]/g, (mark) => `\\${mark}`)
