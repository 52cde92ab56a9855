import { ActionIcon, Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../domain/saved-replies'
import type { Saved } from '../data/saved'
import { Icon } from '../look/icons'

const KINDS = ['acknowledge', 'take', 'hand_to', 'note', 'insert'] as const
type Props = { steps: readonly Step[]; replies: readonly Saved[]; change: (steps: Step[]) => void }

/** The steps of a macro in their order; each can be moved, changed and taken out without a mouse. */
export function Steps({ steps, replies, change }: Props) {
  const { t } = useTranslation()
  const fresh = (kind: Step['do']): Step =>
    kind === 'acknowledge'
      ? { do: kind, tell: true }
      : kind === 'take'
        ? { do: kind }
        : kind === 'hand_to'
          ? { do: kind, team: '', reason: '' }
          : kind === 'note'
            ? { do: kind, text: '' }
            : { do: kind, reply: replies[0]?.id ?? '' }
  const replace = (at: number, step: Step) => change(steps.map((one, i) => (i === at ? step : one)))
  const up = (at: number) => change(steps.map((one, i) => (i === at - 1 ? (steps[at] ?? one) : i === at ? (steps[at - 1] ?? one) : one)))
  const rows = steps.map((step, at) => ({ step, at, name: `step ${at}` }))
  return (
    <fieldset className="saved-steps">
      <legend className="small strong">{t('macros.steps')}</legend>
      {rows.map(({ step, at, name }) => (
        <div key={name} className="saved-step">
          <NativeSelect
            aria-label={t('macros.step', { at: at + 1 })}
            value={step.do}
            data={KINDS.map((kind) => ({ value: kind, label: t(`macros.kind.${kind}`) }))}
            onChange={(event) => replace(at, fresh(event.currentTarget.value as Step['do']))}
          />
          <Fields step={step} replies={replies} change={(next) => replace(at, next)} />
          <ActionIcon variant="subtle" aria-label={t('macros.up')} disabled={at === 0} onClick={() => up(at)}>
            <Icon name="up" size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={t('macros.out')} onClick={() => change(steps.filter((_, i) => i !== at))}>
            <Icon name="trash" size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button size="xs" variant="default" onClick={() => change([...steps, fresh('acknowledge')])}>
        {t('macros.add')}
      </Button>
    </fieldset>
  )
}

function Fields({ step, replies, change }: { step: Step; replies: readonly Saved[]; change: (step: Step) => void }) {
  const { t } = useTranslation()
  if (step.do === 'acknowledge')
    return (
      <Checkbox label={t('macros.tell')} checked={step.tell} onChange={(event) => change({ ...step, tell: event.currentTarget.checked })} />
    )
  if (step.do === 'note')
    return (
      <Textarea
        aria-label={t('macros.text')}
        autosize
        required
        value={step.text}
        dir="auto"
        onChange={(event) => change({ ...step, text: event.currentTarget.value })}
      />
    )
  if (step.do === 'insert')
    return (
      <NativeSelect
        aria-label={t('saved.title')}
        value={step.reply}
        data={replies.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(event) => change({ ...step, reply: event.currentTarget.value })}
      />
    )
  if (step.do === 'take') return <span />
  return (
    <>
      <TextInput
        placeholder={t('macros.team')}
        aria-label={t('macros.team')}
        required
        value={step.team}
        onChange={(event) => change({ ...step, team: event.currentTarget.value })}
      />
      <TextInput
        placeholder={t('deeds.reason')}
        aria-label={t('deeds.reason')}
        required
        value={step.reason}
        dir="auto"
        onChange={(event) => change({ ...step, reason: event.currentTarget.value })}
      />
    </>
  )
}
