import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OUTCOMES, REMEDIES } from '../../domain/case/events'
import { useMatching } from '../bulk/bulk-bar'
import { DeedDialog } from '../case/deed-dialog'
import { PeoplePicker } from '../case/people-picker'
import { post, problemOf } from '../data/client'
import type { CaseRow } from '../data/types'
import { takeBack } from '../data/undo'
import type { Filters, Rows } from '../data/use-rows'
import { SnoozeDialog } from '../parts/snooze'
import { toast } from '../parts/toasts'
import type { Selection } from '../parts/use-selection'
import { chosen } from '../triage/many'
import { Choice } from './choice'

export type CaseDeed = 'assign' | 'label' | 'close' | 'snooze'
type Change = { kind: CaseDeed } & Record<string, unknown>
type Answer = { undo: string | null; done?: number; left_out?: { id: string; why: string }[] }
const ONE: Record<CaseDeed, string> = { assign: 'assignment', label: 'topics', close: 'closure', snooze: 'snooze' }
const OFFERED_MS = 30_000

/** Deeds of the case list: on the chosen ones, or else on the one under the cursor. Each is one request with one undo. */
export function useCaseDeeds(list: Rows<CaseRow>, active: CaseRow | undefined, selection: Selection, filters: Filters) {
  const { t } = useTranslation()
  const [asked, ask] = useState<CaseDeed | null>(null)
  const many = selection.all || selection.ids.size > 0
  const { data: matching } = useMatching('cases', filters, selection.all)
  const rows = list.rows.filter(({ id }) => selection.ids.has(id))
  const severe = rows.filter(({ severity }) => severity === 'A').map(({ reference }) => reference)
  const run = useMutation({
    mutationFn: ({ kind, ...fields }: Change) => {
      const which = many ? chosen(selection, matching, filters) : null
      if (which) return post<Answer>('/cases/changes', { change: { kind, ...fields }, ...which })
      return post<Answer>(`/cases/${active?.id}/${ONE[kind]}`, fields)
    },
    onSuccess: (answer, { kind }) => {
      ask(null)
      if (many) selection.clear()
      list.reload()
      const undo = async () => {
        if (answer.undo) await takeBack(answer.undo)
        list.reload()
      }
      const left = answer.left_out?.length ?? 0
      const text = many
        ? [t(`bulk.did.${kind}`, { count: answer.done ?? 0 }), ...(left > 0 ? [t('bulk.leftOut', { count: left })] : [])].join(' ')
        : t(`bulk.did.${kind}`, { count: 1 })
      toast(text, answer.undo ? { undo, ...(many ? { forMs: OFFERED_MS } : {}) } : {})
    },
  })
  const shared = {
    close: () => ask(null),
    pending: run.isPending,
    problem: run.error ? problemOf(run.error) : null,
    run: (change: Change) => run.mutate(change),
  }
  const dialog = asked && (many || active) && <Dialog kind={asked} one={many ? null : (active ?? null)} {...shared} />
  const open = (kind: CaseDeed) => {
    run.reset()
    if (many || active) ask(kind)
  }
  return { open, dialog, matching, severe, many }
}

type Shared = { close: () => void; pending: boolean; problem: ReturnType<typeof problemOf> | null; run: (change: Change) => void }
function Dialog({ kind, one, run, ...frame }: Shared & { kind: CaseDeed; one: CaseRow | null }) {
  const { t } = useTranslation()
  const [owner, setOwner] = useState<string | null>(null)
  const [topics, setTopics] = useState('')
  const [outcome, setOutcome] = useState('')
  const [remedy, setRemedy] = useState('')
  if (kind === 'snooze')
    return (
      <SnoozeDialog
        close={frame.close}
        clock={one?.next_clock ?? null}
        untilReply
        choose={(until) => run({ kind, until: until === null ? null : new Date(until).toISOString() })}
      />
    )
  const words = topics
    .split(/[,،,]/)
    .map((topic) => topic.trim())
    .filter(Boolean)
  const ready = kind === 'assign' ? owner !== null : kind === 'label' ? words.length > 0 : outcome !== '' && remedy !== ''
  const change: Change = kind === 'assign' ? { kind, owner } : kind === 'label' ? { kind, topics: words } : { kind, outcome, remedy }
  return (
    <DeedDialog {...frame} title={t(`bulk.what.${kind}`)} verb={t(`bulk.deed.${kind}`)} ready={ready} onSubmit={() => run(change)}>
      {kind === 'assign' && <PeoplePicker label={t('deeds.who')} value={owner} onChange={setOwner} />}
      {kind === 'label' && (
        <TextInput
          data-autofocus
          label={t('bulk.topics')}
          value={topics}
          dir="auto"
          onChange={(event) => setTopics(event.currentTarget.value)}
        />
      )}
      {kind === 'close' && (
        <>
          <Choice
            label={t('deeds.outcome')}
            value={outcome}
            change={setOutcome}
            names={OUTCOMES.filter((one) => one !== 'won' && one !== 'lost')}
            word="outcome"
          />
          <Choice label={t('deeds.remedy')} value={remedy} change={setRemedy} names={REMEDIES} word="remedy" />
        </>
      )}
    </DeedDialog>
  )
}
