import { answerSurvey } from './actions/answer-survey'
import type { Needs } from './actions/needs'
import type { Services } from './http/services'
import { readUntil } from './store/chat'
import type { Db } from './store/db'

/** A visitor may look at a conversation in a few windows at once, and a whole office may share one address. */
const WINDOWS = 6
const WINDOWS_OF_A_PLACE = 60

/** What customers do on our own pages beside handing in: who is in the chat window just now (in this process), what was read there, how we did (false where the first answer is too long ago to be changed). */
export function talkingServices(db: Db, needs: Needs): Pick<Services, 'chat' | 'answerSurvey'> {
  const open = new Map<string, number>()
  const count = (key: string, by: 1 | -1) => {
    const n = (open.get(key) ?? 0) + by
    if (n > 0) open.set(key, n)
    else open.delete(key)
  }
  const full = (key: string, most: number) => (open.get(key) ?? 0) >= most
  const chat: Services['chat'] = {
    enter: (visitor, source) => {
      if (full(visitor, WINDOWS) || full(source, WINDOWS_OF_A_PLACE)) return null
      for (const key of [visitor, source]) count(key, 1)
      return () => {
        for (const key of [visitor, source]) count(key, -1)
      }
    },
    isHere: (visitor) => open.has(visitor),
    readUntil: async (tenant, visitor, until) => {
      for (const id of await readUntil(db, tenant, visitor, until, needs.now())) needs.announce(tenant, { event: 'case.changed', id })
    },
  }
  return { chat, answerSurvey: async (tenant, caseId, said) => (await answerSurvey(needs, tenant, caseId, said)).done }
}
