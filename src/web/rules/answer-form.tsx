import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TellableFact } from '../../domain/case/tellable'
import type { FactValue } from '../../domain/regimes/facts'
import { DeedDialog } from '../case/deed-dialog'
import { WordsField } from '../case/words-field'
import type { Problem } from '../data/client'
import { useTellingNames } from './use-names'
import type { Telling } from './use-telling'

type Props = {
  fact: TellableFact
  /** What was said before; a change of it wants a reason, and it can be taken back. */
  was: FactValue | null
  tell: (it: Telling) => void
  close: () => void
  pending: boolean
  problem: Problem | null
}

/** One question of a rule book, with the field that fits its answer. */
export function AnswerForm({ fact, was, tell, close, pending, problem }: Props) {
  const { t } = useTranslation()
  const names = useTellingNames()
  const [value, setValue] = useState<FactValue | null>(was)
  const [reason, setReason] = useState('')
  const said = typeof value === 'string' ? value.trim() || null : value
  const asks = names.asked(fact.fact, fact.asks)
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t(was === null ? 'rules.answerOne' : 'rules.change')}
      verb={t('rules.keepAnswer')}
      ready={said !== was && (was === null || reason.trim() !== '')}
      onSubmit={() => tell({ path: 'facts', body: { facts: { [fact.fact]: said }, reason: reason.trim() || null } })}
    >
      {fact.type === 'yes_no' ? (
        <YesOrNo asks={asks} value={value} pick={setValue} open={was !== null} />
      ) : (
        <InWords fact={fact} asks={asks} value={value} say={setValue} />
      )}
      <WordsField
        label={t(was === null ? 'deeds.reasonMaybe' : 'deeds.reason')}
        required={was !== null}
        maxLength={2000}
        value={reason}
        change={setReason}
      />
    </DeedDialog>
  )
}

type PickProps = { asks: string; value: FactValue | null; pick: (value: boolean | null) => void; open: boolean }
function YesOrNo({ asks, value, pick, open }: PickProps) {
  const { t } = useTranslation()
  const picks = [
    ['yes', true],
    ['no', false],
    ['unknown', null],
  ] as const
  const shown = picks.filter(([, worth]) => open || worth !== null)
  return (
    <fieldset className="deed-picks">
      <legend>{asks}</legend>
      {shown.map(([name, worth], i) => (
        <label key={name} className="pick">
          <input
            type="radio"
            name="answer"
            checked={worth === null ? open && value === null : value === worth}
            onChange={() => pick(worth)}
            {...(i === 0 ? { 'data-autofocus': true } : {})}
          />
          <span>{t(`rules.${name}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** The words that a rule book listens for are offered; any others may be said too, and none takes the answer back. */
function InWords({ fact, asks, value, say }: { fact: TellableFact; asks: string; value: FactValue | null; say: (value: string) => void }) {
  const list = useId()
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        data-autofocus
        label={asks}
        description={fact.choices.length > 0 ? t('rules.listensFor', { words: fact.choices.join(', ') }) : undefined}
        list={list}
        maxLength={400}
        value={typeof value === 'string' ? value : ''}
        dir="auto"
        onChange={(event) => say(event.currentTarget.value)}
      />
      <datalist id={list}>
        {fact.choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </>
  )
}
