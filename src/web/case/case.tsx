import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CaseApproval } from '../approvals/case-approval'
import { beside, listAddress, rememberOpened } from '../cases/last-list'
import { problemOf } from '../data/client'
import { keeperOf } from '../data/drafts'
import { usePresence } from '../data/presence'
import { caseClocksQuery, caseMessagesQuery, caseQuery, useMay } from '../data/queries'
import type { CaseFull, Clock, Mode } from '../data/types'
import { FocusBar } from '../focus/focus-bar'
import { useKeys } from '../keys/use-keys'
import { LetterDialog } from '../letters/letter-dialog'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { useHappened } from '../rules/use-happened'
import { CaseCorrection } from './case-correction'
import { answerable, Composer } from './composer'
import { Conversation } from './conversation'
import { CaseHeader } from './header'
import { Macros } from './macros'
import { CaseSide } from './side'
import './case.css'

/** One complaint from beginning to end. */
export function CaseScreen() {
  const { t } = useTranslation()
  const { ref } = useParams({ from: '/cases/$ref' })
  const found = useQuery(caseQuery(ref))
  if (found.error && !found.data) {
    const problem = problemOf(found.error)
    if (problem.status !== 404) return <Trouble what={t('case.one')} problem={problem} retry={() => void found.refetch()} />
    return (
      <Empty icon="search" title={t('case.unknown')} action={<Link to="/cases">{t('case.toCases')}</Link>}>
        <bdi className="id">{ref}</bdi>
      </Empty>
    )
  }
  if (!found.data) return <Skeleton rows={6} height={90} />
  return <OneCase key={found.data.id} one={found.data} name={ref} />
}

const NONE: readonly Clock[] = []
/** `name` is how the address calls the case; its parts are asked for, and cached, under the same name. */
function OneCase({ one, name }: { one: CaseFull; name: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const messages = useQuery(caseMessagesQuery(name))
  const clocks = useQuery(caseClocksQuery(name))
  const known = useDeferredValue(clocks.data, NONE)
  const [mode, setMode] = useState<Mode | null>(null)
  const [context, setContext] = useState(true)
  const refresh = () => client.invalidateQueries({ queryKey: ['case', name] })
  const walk = (by: 1 | -1) => {
    const next = beside(one.reference, by)
    if (next) void navigate({ to: '/cases/$ref', params: { ref: next } })
  }
  const copy = (text: string, what: string) => void navigator.clipboard?.writeText(text).then(() => toast(t(what)))
  useEffect(() => rememberOpened(one.reference), [one.reference])
  const may = useMay('cases:write')
  const typed = usePresence(one.id, mode)
  const [macros, setMacros] = useState(false)
  const [letter, setLetter] = useState(false)
  /** Words of a macro come behind what is written already. */
  const insert = (words: string) => {
    const keeper = keeperOf(one.id, 'private')
    const before = keeper.get().text.trimEnd()
    keeper.edit({ text: before === '' ? words : `${before}\n\n${words}` })
    setMode('private')
  }
  const happened = useHappened(one, name)
  const open = may && answerable(one)
  useKeys('case', {
    ...(open ? { reply: () => setMode('private') } : {}),
    ...(may ? { note: () => setMode('note') } : {}),
    ...(open && one.reply_channel.public ? { replyPublic: () => setMode('public') } : {}),
    ...(open ? { macros: () => setMacros(true), letter: () => setLetter(true) } : {}),
    nextCase: () => walk(1),
    previousCase: () => walk(-1),
    split: () => setContext(!context),
    copyLink: () => copy(location.href, 'case.copiedLink'),
    copyReference: () => copy(one.reference, 'case.copiedReference'),
  })
  return (
    <div className={`case ${context ? '' : 'case-wide'}`} data-case={one.id}>
      {macros && <Macros one={one} close={() => setMacros(false)} refresh={refresh} insert={insert} />}
      {happened.dialog}
      {letter && (
        <LetterDialog one={one} name={name} messages={messages.data ?? []} close={() => setLetter(false)} refresh={refresh} typed={typed} />
      )}
      <CaseHeader one={one} clocks={known ?? NONE} refresh={refresh} back={listAddress()} />
      <FocusBar one={one} />
      <div className="case-body">
        <div className="case-main">
          <Conversation
            one={one}
            name={name}
            messages={messages.data}
            problem={messages.error ? problemOf(messages.error) : null}
            retry={() => void messages.refetch()}
            compose={setMode}
          />
          <CaseCorrection messages={messages.data ?? []} />
          <CaseApproval name={name} />
          {may && <Composer one={one} mode={mode} setMode={setMode} messages={messages.data ?? []} refresh={refresh} typed={typed} />}
        </div>
        {context && <CaseSide one={one} name={name} insert={open ? insert : null} tell={happened.ask} />}
      </div>
    </div>
  )
}
