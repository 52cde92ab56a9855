import type { Moment } from '../../domain/moment'
import { CREDENTIALS_REFUSED, isPersonal, type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { reachable, type Wall } from '../egress'
import { type Answered, badAnswer, JSON_BODY, objectIn, post, sentAs, tooMuch } from '../post'
import { clipped, linesOf, oneLine } from '../text'

/** `url` is the API's base, `secret` the bot's token. A person's address is their chat with the bot; `room` is a group for everybody. */
export type TelegramOptions = { url: string; secret: string | null; wall: Wall; timeoutMs?: number; now?: () => Moment }

export function telegramSender({ url, secret, wall, timeoutMs = 15_000, now = Date.now }: TelegramOptions): Sender {
  return {
    kind: 'telegram',
    async send(notice, signal) {
      if (!secret || !/^\d+:[\w-]{10,}$/.test(secret)) return refused('no_token')
      const chat = notice.to.address
      if (!chat || !/^-?\d{1,20}$/.test(chat)) return refused('no_telegram_chat')
      if (isPersonal(notice.kind) && chat.startsWith('-')) return refused('not_for_chat')
      const address = `${url.replace(/\/$/, '')}/bot${secret}/sendMessage`
      const body = JSON.stringify({ chat_id: Number(chat), ...telegramMessage(notice) })
      // 403 is one person who blocked the bot, 404 a token that never was: only 401 and 404 say that our key is wrong.
      return post(
        { url: address, wall, timeoutMs, signal, headers: JSON_BODY, body },
        now(),
        reading,
        (status) => status === 401 || status === 404,
      )
    },
    check: () => reachable(url, wall, timeoutMs),
  }
}

function reading(answer: Answered): Outcome | null {
  const said = objectIn(answer)
  if (answer.status >= 500) return null
  if (said === null) return answer.status < 300 ? badAnswer : null
  if (said.ok === true) return sentAs(propertyOf(said.result, 'message_id'))
  if (said.error_code === 401) return refused(CREDENTIALS_REFUSED)
  if (said.error_code === 429) return tooMuch('http_429', propertyOf(said.parameters, 'retry_after'))
  return said.ok === false ? refused(`error_${typeof said.error_code === 'number' ? said.error_code : answer.status}`) : badAnswer
}
const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

/** Plain text of at most 4,096 characters, without a parse mode, so that no mark of a customer means anything; buttons are links. */
export function telegramMessage({ subject, body, actions = [] }: Outgoing) {
  const text = clipped([oneLine(subject), ...linesOf(body)].join('\n').trim(), 4_096)
  const keyboard = actions.filter(({ url }) => url.startsWith('https://')).map(({ label, url }) => [{ text: clipped(label, 60), url }])
  const plain = actions.filter(({ url }) => !url.startsWith('https://')).map(({ label, url }) => `${label}\n${url}`)
  return {
    text: plain.length ? `${clipped(text, 4_000 - plain.join('\n').length)}\n\n${plain.join('\n')}` : text,
    link_preview_options: { is_disabled: true },
    ...(keyboard.length ? { reply_markup: { inline_keyboard: keyboard } } : {}),
  }
}
