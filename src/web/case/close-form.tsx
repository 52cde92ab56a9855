import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OUTCOMES, type Outcome, REMEDIES } from '../../domain/case/events'
import type { CaseFull } from '../data/types'
import { DeedDialog } from './deed-dialog'
import type { DeedProps } from './deeds'
import { WordsField } from './words-field'

/** Outcomes that make sense for a kind of case: a lead is won or lost, a complaint upheld or not. */
const outcomesFor = (kind: CaseFull['kind']): Outcome[] => {
  if (kind === 'opportunity') return ['won', 'lost', 'duplicate', 'out_of_scope']
  return OUTCOMES.filter((outcome) => outcome !== 'won' && outcome !== 'lost')
}

export function CloseForm({ one, close, act, pending, problem }: DeedProps) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState('')
  const [remedy, setRemedy] = useState(one.kind === 'complaint' ? '' : 'none')
  const [note, setNote] = useState('')
  const [satisfied, setSatisfied] = useState(false)
  const choose = { value: '', label: t('deeds.choose') }
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('deeds.what.close')}
      verb={t('deeds.what.close')}
      ready={outcome !== '' && remedy !== ''}
      onSubmit={() =>
        act({
          path: 'closure',
          body: { outcome, remedy, ...(note.trim() ? { note: note.trim() } : {}), ...(satisfied ? { satisfied } : {}) },
          said: t('deeds.closed'),
        })
      }
    >
      {one.answered_at === null && one.kind === 'complaint' && <p className="due">{t('deeds.notAnswered')}</p>}
      <NativeSelect
        data-autofocus
        label={t('deeds.outcome')}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value)}
        data={[choose, ...outcomesFor(one.kind).map((value) => ({ value, label: t(`words.outcome.${value}`) }))]}
      />
      <NativeSelect
        label={t('deeds.remedy')}
        value={remedy}
        onChange={(event) => setRemedy(event.currentTarget.value)}
        data={[choose, ...REMEDIES.map((value) => ({ value, label: t(`words.remedy.${value}`) }))]}
      />
      {one.kind === 'complaint' && (
        <Checkbox checked={satisfied} onChange={(event) => setSatisfied(event.currentTarget.checked)} label={t('deeds.satisfied')} />
      )}
      <WordsField label={t('deeds.noteForStaff')} value={note} change={setNote} />
    </DeedDialog>
  )
}
