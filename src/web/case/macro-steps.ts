import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../domain/saved-replies'
import { newKey, post } from '../data/client'
import { useMe } from '../data/queries'
import { useSaved } from '../data/saved'
import type { CaseFull } from '../data/types'
import { useWordsOf } from './reply-words'

/** What each step of a macro is called, and how it is done: by the same routes as by hand, so by the same rules. */
export function useStepDeeds(one: CaseFull, insert: (words: string) => void) {
  const { t } = useTranslation()
  const me = useMe()
  const { data = [] } = useSaved()
  const words = useWordsOf(one)
  const run = useRef(newKey())
  const nameOf = (id: string) => data.find((reply) => reply.id === id)?.title ?? '–'
  const say = (step: Step): string => {
    if (step.do === 'acknowledge') return t(step.tell ? 'macros.do.acknowledgeTell' : 'macros.do.acknowledge')
    if (step.do === 'hand_to') return t('macros.do.hand_to', { team: step.team, reason: step.reason })
    if (step.do === 'note') return t('macros.do.note', { text: step.text })
    if (step.do === 'insert') return t('macros.do.insert', { name: nameOf(step.reply) })
    return t('macros.do.take')
  }
  /** `name` keeps a step that is tried again from being done twice. */
  const perform = async (step: Step, name: string): Promise<unknown> => {
    const deed = (path: string, body: object) => post(`/cases/${one.id}/${path}`, body, `${run.current}-${name}`)
    if (step.do === 'acknowledge') return deed('acknowledgement', { notify_customer: step.tell })
    if (step.do === 'take') return deed('assignment', { owner: me?.user?.id ?? null })
    if (step.do === 'hand_to') return deed('assignment', { owner: null, team: step.team, reason: step.reason })
    if (step.do === 'note') return deed('notes', { text: step.text })
    const reply = data.find(({ id }) => id === step.reply)
    if (reply) insert(words(reply))
  }
  return { say, perform }
}
