import type { Moment } from '../../domain/moment'
import { CREDENTIALS_REFUSED, isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { type Answered, badAnswer, JSON_BODY, objectIn, post, tooMuch } from '../post'
import { clippedBytes, linesOf, linkOf, oneLine } from '../text'

/** A group robot of WeCom (企业微信): the key in `url` is the secret. */
export type WecomOptions = { url: string; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function wecomSender({ url, wall, timeoutMs = 15_000, now = Date.now }: WecomOptions): Sender {
  return {
    kind: 'wecom',
    async send(notice, signal) {
      if (isPersonal(notice.kind)) return refused('not_for_chat')
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { content: wecomText(notice) } })
      return post({ url, wall, timeoutMs, signal, headers: JSON_BODY, body }, now(), reading)
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

/** Wrong or withdrawn keys (93000 from the robot, 40014 and 42001 from the platform) and its limit of twenty a minute (45009). */
const KEY = [93000, 40001, 40014, 42001]
function reading(answer: Answered): Outcome | null {
  if (answer.status >= 300) return null
  const code = objectIn(answer)?.errcode
  if (code === 0) return null
  if (typeof code !== 'number') return badAnswer
  if (KEY.includes(code)) return refused(CREDENTIALS_REFUSED)
  return code === 45009 || code === -1 ? tooMuch(`errcode_${code}`, code === -1 ? 5 : 60) : refused(`errcode_${code}`)
}

/** Markdown of at most 4,096 bytes. */
export function wecomText({ subject, body, actions = [] }: Outgoing): string {
  const lines = linesOf(body).filter((line) => line.trim() !== '')
  const links = actions.map(({ label, url }) => `[${tamed(label)}](${address(url)})`).join(' · ')
  const text = [`**${tamed(oneLine(subject))}**`, ...lines.map(wecomLine)].join('\n')
  return links ? `${clippedBytes(text, 4_096 - Buffer.byteLength(links) - 1)}\n${links}` : clippedBytes(text, 4_096)
}

function wecomLine(line: string) {
  const link = linkOf(line)
  return link ? `[${tamed(link)}](${address(link)})` : `> ${tamed(line)}`
}
const address = (url: string) => url.replace(/\(/g, '%28').replace(/\)/g, '%29')
const WIDE: Record<string, string> = { '[': '［', ']': '］', '<': '＜', '>': '＞', '*': '＊', '`': '｀', '#': '＃', '@': '＠' }
/** `<@user>` would call people and `<font>` would dress words up: marks become their full-width twins. */
const tamed = (text: string) => text.replace(/[[\]<>*`#@]/g, (mark) => WIDE[mark]!)
