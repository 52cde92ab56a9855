import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../case/deed-dialog'
import { WordsField } from '../case/words-field'
import type { Problem } from '../data/client'
import { useTitles } from '../words/use-titles'
import type { CaseBook } from './queries'
import type { Telling } from './use-telling'

type Props = { book: CaseBook; tell: (it: Telling) => void; close: () => void; pending: boolean; problem: Problem | null }

/** Puts the case into another class of one rule book; its clocks are counted again from the first receipt. */
export function ClassForm({ book, tell, close, pending, problem }: Props) {
  const { t } = useTranslation()
  const titles = useTitles()
  const [chosen, choose] = useState(book.chosen_class ?? '')
  const [reason, setReason] = useState('')
  const byRule = { value: '', label: t('rules.byRule') }
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('rules.changeClass')}
      verb={t('rules.setClass')}
      ready={chosen !== (book.chosen_class ?? '') && reason.trim() !== ''}
      onSubmit={() => tell({ path: 'class', body: { regime: book.regime, class: chosen || null, reason: reason.trim() } })}
    >
      <p className="muted">{t('rules.classWhat')}</p>
      <NativeSelect
        data-autofocus
        label={titles.book(book.title)}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[byRule, ...book.classes.map(({ id, title }) => ({ value: id, label: titles.classOf(title) }))]}
      />
      <WordsField required label={t('deeds.reason')} maxLength={2000} value={reason} change={setReason} />
    </DeedDialog>
  )
}
