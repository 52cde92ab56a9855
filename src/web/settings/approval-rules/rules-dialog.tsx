import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { APPROVERS_NEEDED, type ApprovalPolicy, asksForApproval } from '../../../domain/approvals/policy'
import { SEVERITIES } from '../../../domain/finding'
import { DeedDialog } from '../../case/deed-dialog'
import { problemOf, stateOf } from '../../data/client'
import { InlineTrouble } from '../../parts/states'
import { Checks, useDeed } from '../parts'
import { DryRun } from './dry-run'
import type { Tried } from './rules'

type Props = { policy: ApprovalPolicy; approvers: number; close: () => void }

/** What waits for a second pair of eyes. Tried on the last answers first, kept on a second press. */
export function RulesDialog({ policy, approvers, close }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(policy)
  const [tried, setTried] = useState<Tried | null>(null)
  const change = (part: Partial<ApprovalPolicy>) => {
    setDraft((old) => ({ ...old, ...part }))
    setTried(null)
  }
  const trial = useDeed<Tried>([], null, setTried)
  const keep = useDeed(['approval-rules'], t('approvalRules.kept'), close)
  const tooFew = asksForApproval(draft) && approvers < APPROVERS_NEEDED
  return (
    <DeedDialog
      close={close}
      pending={trial.isPending || keep.isPending}
      problem={stateOf(keep).problem}
      title={t('approvalRules.title')}
      verb={t(tried ? 'approvalRules.keep' : 'approvalRules.try')}
      ready={!tooFew}
      onSubmit={() =>
        tried
          ? keep.mutate({ method: 'PUT', path: '/approval-policy', body: draft })
          : trial.mutate({ method: 'POST', path: '/approval-policy/dry-run', body: draft })
      }
    >
      <p className="small muted">{t('approvalRules.how')}</p>
      <Checks
        autofocus
        legend={t('approvalRules.field.severities')}
        all={SEVERITIES}
        chosen={draft.severities}
        name={(one) => `${one} · ${t(`words.severity.${one}`)}`}
        onChange={(severities) => change({ severities })}
      />
      <label className="set-check">
        <input type="checkbox" checked={draft.public} onChange={() => change({ public: !draft.public })} />
        <span>{t('approvalRules.field.public')}</span>
      </label>
      <div className="set-form">
        <Count part="newcomers" most={1_000} least={0} draft={draft} change={change} />
        <Count part="minutes" most={10_080} least={1} draft={draft} change={change} />
      </div>
      {tooFew && <p className="small breach">{t('approvalRules.tooFew', { count: approvers })}</p>}
      {trial.error && <InlineTrouble problem={problemOf(trial.error)} safe={t('states.nothingChanged')} />}
      {tried && <DryRun tried={tried} />}
    </DeedDialog>
  )
}

type CountProps = {
  part: 'newcomers' | 'minutes'
  least: number
  most: number
  draft: ApprovalPolicy
  change: (part: Partial<ApprovalPolicy>) => void
}
function Count({ part, least, most, draft, change }: CountProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      type="number"
      dir="ltr"
      required
      label={t(`approvalRules.field.${part}`)}
      description={t(`approvalRules.field.${part}How`)}
      min={least}
      max={most}
      value={draft[part]}
      onChange={(event) => change({ [part]: Math.trunc(Number(event.currentTarget.value)) })}
    />
  )
}
