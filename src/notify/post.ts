import type { Moment } from '../domain/moment'
import { CREDENTIALS_REFUSED, type Outcome, refused } from './contract'
import { type Answer, guardedFetch, type Wall } from './egress'
import { finalForChat, outcomeOf } from './http-outcome'

export type Post = {
  url: string
  wall: Wall
  timeoutMs: number
  signal: AbortSignal
  headers: Record<string, string>
  body: string | Buffer
}
export type Answered = Extract<Answer, { kind: 'answered' }>

/**
 * Posts one notice to a provider's API and says what became of it. `reading` judges what a success says in its body: null takes it as it
 * is. `keyIsWrong` tells which statuses mean that our credentials are no longer good; usually 401 and 403.
 */
export async function post(
  request: Post,
  now: Moment,
  reading: (answer: Answered) => Outcome | null = () => null,
  keyIsWrong: (status: number) => boolean = (status) => status === 401 || status === 403,
): Promise<Outcome> {
  const answer = await guardedFetch(request)
  if (answer.kind === 'answered' && keyIsWrong(answer.status)) return refused(CREDENTIALS_REFUSED)
  const outcome = outcomeOf(answer, finalForChat, now)
  if (answer.kind !== 'answered') return outcome
  const said = reading(answer)
  return outcome.state === 'sent' ? (said ?? outcome) : said && said.state === 'failed' ? said : outcome
}

/** The object that an answer holds; null for anything else. */
export function objectIn(answer: Answered): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(answer.body.toString('utf8'))
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? { ...said } : null
  } catch {
    return null
  }
}

export const badAnswer: Outcome = { state: 'unknown', reason: 'bad_answer' }
export const JSON_BODY = { 'content-type': 'application/json; charset=utf-8' }
export const sentAs = (id: unknown): Outcome => ({
  state: 'sent',
  providerId: typeof id === 'string' ? id : typeof id === 'number' ? String(id) : null,
})
export const tooMuch = (reason: string, seconds: unknown): Outcome => ({
  state: 'failed',
  permanent: false,
  reason,
  ...(typeof seconds === 'number' && seconds >= 0 ? { retryAfterMs: Math.min(seconds, 86_400) * 1_000 } : {}),
})
