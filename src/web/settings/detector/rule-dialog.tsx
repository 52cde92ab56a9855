import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RISK_CATEGORIES, SEVERITIES } from '../../../domain/finding'
import { DeedDialog } from '../../case/deed-dialog'
import { problemOf, stateOf } from '../../data/client'
import { Icon } from '../../look/icons'
import { InlineTrouble } from '../../parts/states'
import { useDeed } from '../parts'
import type { Trial } from './types'

type Props = { kind: 'phrase' | 'rule'; close: () => void }

type Draft = { category: string; phrases: string; when: string; floor: string; look: boolean }
const ruleOf = (kind: Props['kind'], { category, phrases, when, floor, look }: Draft) =>
  kind === 'phrase'
    ? {
        kind,
        category,
        phrases: phrases
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }
    : { kind, when: when.trim(), floor: floor || null, look }

/** A phrase or a condition, tried on the last thousand messages before it is kept: how often it would have fired, and on what. */
export function RuleDialog({ kind, close }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [draft, setDraft] = useState<Draft>({ category: RISK_CATEGORIES[0], phrases: '', when: '', floor: '', look: true })
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const [tried, setTried] = useState<Trial | null>(null)
  const rule = ruleOf(kind, draft)
  const written = draft[kind === 'phrase' ? 'phrases' : 'when'].trim() !== ''
  const trial = useDeed<Trial>([], null, setTried)
  const save = useDeed(['firm-rules'], t('teach.kept', { name }), close)
  return (
    <DeedDialog
      close={close}
      {...stateOf(save)}
      title={t(kind === 'phrase' ? 'teach.newPhrase' : 'teach.newRule')}
      verb={t('teach.keepDraft')}
      ready={written && name.trim() !== ''}
      onSubmit={() => save.mutate({ method: 'POST', path: '/detector/rules', body: { name: name.trim(), ...rule } })}
    >
      <TextInput data-autofocus required label={t('ways.name')} value={name} dir="auto" onChange={(e) => setName(e.currentTarget.value)} />
      {kind === 'phrase' ? <PhraseFields draft={draft} change={change} /> : <ConditionFields draft={draft} change={change} />}
      <div>
        <Button
          variant="default"
          disabled={!written}
          loading={trial.isPending}
          onClick={() => trial.mutate({ method: 'POST', path: '/detector/rules/trial', body: rule })}
        >
          {t('teach.try')}
        </Button>
      </div>
      {trial.error && <InlineTrouble problem={problemOf(trial.error)} />}
      {tried && <DryRun trial={tried} />}
    </DeedDialog>
  )
}

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void }
function PhraseFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <NativeSelect
        label={t('teach.category')}
        value={draft.category}
        onChange={(event) => change({ category: event.currentTarget.value })}
        data={RISK_CATEGORIES.map((each) => ({ value: each, label: t(`words.risk.${each}`, { defaultValue: each }) }))}
      />
      <Textarea
        required
        autosize
        minRows={3}
        label={t('teach.phrases')}
        value={draft.phrases}
        dir="auto"
        onChange={(event) => change({ phrases: event.currentTarget.value })}
      />
    </>
  )
}

function ConditionFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Textarea
        required
        autosize
        minRows={2}
        label={t('teach.when')}
        description={<Examples />}
        value={draft.when}
        dir="ltr"
        onChange={(event) => change({ when: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('teach.floor')}
        value={draft.floor}
        onChange={(event) => change({ floor: event.currentTarget.value })}
        data={[
          { value: '', label: t('teach.noFloor') },
          ...SEVERITIES.map((each) => ({ value: each, label: `${each} · ${t(`words.severity.${each}`)}` })),
        ]}
      />
      <Switch checked={draft.look} label={t('teach.look')} onChange={(event) => change({ look: event.currentTarget.checked })} />
    </>
  )
}

const EXAMPLES = ['said("batch 24")', 'public && "regulator" in categories', 'lang == "th" && harm > 0.3']

/** What a condition looks like, for whoever has never written one. */
function Examples() {
  const { t } = useTranslation()
  return (
    <>
      {t('teach.whenWhat')}
      {EXAMPLES.map((one) => (
        <code key={one} className="rule-when rule-example" dir="ltr">
          {one}
        </code>
      ))}
    </>
  )
}

/** "Would have fired 14 times of 1,000, and here they are." */
function DryRun({ trial }: { trial: Trial }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('teach.try')} role="status">
      <p className="strong">{t('teach.fired', { count: trial.fired, of: trial.tested })}</p>
      <ul className="set-rows">
        {trial.examples.slice(0, 10).map((example) => (
          <li key={example.message_id} className="set-row small">
            <a href={`/inbox?open=${example.message_id}`} target="_blank" rel="noreferrer" dir="auto">
              {example.excerpt}
            </a>
            <span className="muted">
              {example.severity ?? '–'}{' '}
              {example.would_be && (
                <>
                  <Icon name="forward" size={14} /> {example.would_be}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
