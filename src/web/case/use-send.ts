import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Problem, ProblemError, post, problemOf } from '../data/client'
import type { DraftKeeper } from '../data/drafts'
import type { CaseFull, CaseMessage, Mode, SentReply } from '../data/types'
import { toast } from '../parts/toasts'
import { useUnseen } from './use-unseen'

type Needs = {
  one: CaseFull
  mode: Mode
  keeper: DraftKeeper
  messages: readonly CaseMessage[]
  /** The way that its writer answers for, where the customer asked us not to use it. */
  named: string | null
  done: () => Promise<unknown>
}

/**
 * Sends what the composer holds. A reply names the last message that its writer saw when they began (or said they had read since); the
 * server refuses one that is stale, and so does the button. The key belongs to the draft, so that a repeat after a lost answer, also after
 * the page or the server died, says it once.
 */
export function useSend({ one, mode, keeper, messages, named, done }: Needs) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { last, unseen, look } = useUnseen(messages)
  const sending = useMutation({
    mutationFn: async ({ anyway }: { anyway: boolean }) => {
      await keeper.flush()
      const { text, final, key, files } = keeper.get()
      const body =
        mode === 'note'
          ? { text }
          : {
              text,
              final,
              public: mode === 'public',
              ...(named ? { channel: named } : {}),
              ...(files.length > 0 ? { files: files.map(({ id }) => id) } : {}),
              ...(anyway ? { anyway } : {}),
              ...(last ? { last_seen_message_id: last } : {}),
            }
      return post<{ seq: number } | SentReply>(`/cases/${one.id}/${mode === 'note' ? 'notes' : 'replies'}`, body, key).catch(doneBefore)
    },
    onSuccess: async (answer) => {
      keeper.done()
      client.setQueryData(['drafts', one.id], (old?: { data: { mode: Mode }[] }) => ({
        data: (old?.data ?? []).filter((d) => d.mode !== mode),
      }))
      void client.invalidateQueries({ queryKey: ['pending-replies'] })
      await done()
      const waits = 'state' in answer && answer.state === 'approval'
      toast(t(mode === 'note' ? 'composer.noted' : waits ? 'approvals.handedIn' : 'composer.sending'))
    },
    onError: (error) => {
      if (problemOf(error).code !== 'idempotency_key_reused') return
      keeper.renew()
      void client.invalidateQueries({ queryKey: ['case'] })
    },
  })
  const problem = sending.error ? problemOf(sending.error) : null
  const newer = mode !== 'note' && (unseen || problem?.code === 'newer_message')
  return {
    submit: (anyway = false) => {
      if (!newer) sending.mutate({ anyway })
    },
    pending: sending.isPending,
    problem,
    newer,
    accept: () => {
      look()
      sending.reset()
    },
  }
}

/** The first try got through and only its answer was lost: that is success. */
function doneBefore(error: unknown): { seq: number } {
  const problem: Problem | null = error instanceof ProblemError ? error.problem : null
  if (problem?.code === 'done_already') return { seq: 0 }
  throw error
}
