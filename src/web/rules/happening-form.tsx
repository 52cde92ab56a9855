import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ANSWERS } from '../../domain/regimes/vocabulary'
import { DeedDialog } from '../case/deed-dialog'
import { WordsField } from '../case/words-field'
import { type Problem, problemOf } from '../data/client'
import { serverNow } from '../data/now'
import { caseClocksQuery, useTimeZone } from '../data/queries'
import type { CaseFull, Clock } from '../data/types'
import { Dialog } from '../parts/dialog'
import { Skeleton, Trouble } from '../parts/states'
import { longWhen } from '../words/dates'
import { momentAt, wallTime } from '../words/local-time'
import { useReading } from '../words/use-reading'
import { happeningsOf } from './asked'
import { MovedList } from './moved-list'
import { type CaseBook, caseFactsQuery } from './queries'
import { useTellingNames } from './use-names'
import { type Came, type Telling, useTelling } from './use-telling'
import './rules.css'

type Props = { one: CaseFull; name: string; close: () => void }

/** Tells what happened outside the desk, and then says which clocks it met, started or moved. */
export function HappeningForm({ one, name, close }: Props) {
  const { t } = useTranslation()
  const facts = useQuery(caseFactsQuery(name))
  const { data: clocks = [] } = useQuery(caseClocksQuery(name))
  const [moved, setMoved] = useState<Came | undefined>(undefined)
  const { tell, pending, problem } = useTelling(one, name, setMoved)
  if (moved !== undefined)
    return (
      <Dialog title={t('rules.told')} close={close}>
        <div className="deed-form" data-told>
          <MovedList moved={moved} />
          <div className="form-end">
            <Button data-autofocus onClick={close}>
              {t('rules.done')}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  if (facts.data) return <Asking one={one} books={facts.data.regimes} clocks={clocks} {...{ close, tell, pending, problem }} />
  return (
    <Dialog title={t('rules.happened')} close={close}>
      {facts.error ? (
        <Trouble what={t('rules.title')} problem={problemOf(facts.error)} retry={() => void facts.refetch()} />
      ) : (
        <Skeleton rows={3} height={52} />
      )}
    </Dialog>
  )
}

type AskingProps = {
  one: CaseFull
  books: readonly CaseBook[]
  clocks: readonly Clock[]
  close: () => void
  tell: (it: Telling) => void
  pending: boolean
  problem: Problem | null
}
function Asking({ one, books, clocks, close, tell, pending, problem }: AskingProps) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const [what, setWhat] = useState('')
  const [begun] = useState(() => wallTime(serverNow(), zone))
  const [when, setWhen] = useState(begun)
  const [reason, setReason] = useState('')
  /** A field knows minutes only: where nobody touched it, what came in within this minute was there before. */
  const at = when === begun ? Math.max(momentAt(when, zone)!, Date.parse(one.received_at)) : momentAt(when, zone)
  const ahead = books.some(({ tellable }) => tellable.happenings.some((may) => may.name === what && may.ahead))
  const wrong = at === null ? null : wrongTime(at, what, ahead, one)
  const pause = what === 'clocks_paused'
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('rules.happened')}
      verb={t('rules.tell')}
      ready={what !== '' && at !== null && wrong === null && (!pause || reason !== '')}
      onSubmit={() =>
        tell({ path: 'happenings', body: { name: what, at: new Date(at ?? 0).toISOString(), reason: reason.trim() || null } })
      }
    >
      <What
        {...{ books, clocks }}
        value={what}
        pick={(name) => {
          setWhat(name)
          if (pause !== (name === 'clocks_paused')) setReason('')
        }}
      />
      <TimeField value={when} change={setWhen} {...{ at, ahead, wrong, zone }} />
      {pause ? (
        <PauseReason books={books} value={reason} pick={setReason} />
      ) : (
        <WordsField label={t('rules.note')} description={t('rules.noteWhat')} maxLength={2000} value={reason} change={setReason} />
      )}
    </DeedDialog>
  )
}

/** What the server would refuse is said while it can still be put right. */
function wrongTime(at: number, what: string, ahead: boolean, one: CaseFull): string | null {
  if (at > serverNow() && !ahead) return 'rules.inFuture'
  return ANSWERS.includes(what) && at < Date.parse(one.received_at) ? 'rules.beforeReceipt' : null
}

type Pick = { books: readonly CaseBook[]; value: string; pick: (value: string) => void }
function What({ books, clocks, value, pick }: Pick & { clocks: readonly Clock[] }) {
  const { t } = useTranslation()
  const names = useTellingNames()
  const { awaited, others } = happeningsOf(books, clocks)
  const items = (list: typeof awaited) => list.map((one) => ({ value: one.name, label: names.happening(one) }))
  if (awaited.length + others.length === 0) return <p className="muted">{t('rules.nothingToTell')}</p>
  return (
    <NativeSelect
      data-autofocus
      label={t('rules.what')}
      value={value}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[
        { value: '', label: t('deeds.choose') },
        ...(awaited.length > 0 ? [{ group: t('rules.awaited'), items: items(awaited) }] : []),
        ...(others.length > 0 ? [{ group: t('rules.others'), items: items(others) }] : []),
      ]}
    />
  )
}

type TimeProps = { value: string; change: (value: string) => void; at: number | null; ahead: boolean; wrong: string | null; zone: string }
/** A time on the wall of the firm; said again below in the reader's own calendar. */
function TimeField({ value, change, at, ahead, wrong, zone }: TimeProps) {
  const { t } = useTranslation()
  const reading = useReading()
  return (
    <TextInput
      type="datetime-local"
      dir="ltr"
      label={t('rules.when')}
      description={at === null ? zone : longWhen(at, { ...reading, timeZone: zone })}
      error={wrong && t(wrong)}
      max={ahead ? undefined : wallTime(serverNow(), zone)}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function PauseReason({ books, value, pick }: Pick) {
  const { t } = useTranslation()
  const names = useTellingNames()
  const reasons = [...new Set(books.flatMap(({ tellable }) => tellable.pauses))]
  return (
    <NativeSelect
      label={t('deeds.reason')}
      description={t('rules.pauseWhat')}
      value={value}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[{ value: '', label: t('deeds.choose') }, ...reasons.map((reason) => ({ value: reason, label: names.pause(reason) }))]}
    />
  )
}
