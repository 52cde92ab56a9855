import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES } from '../../../domain/finding'
import { post, problemOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useTimeZone } from '../../data/queries'
import { InlineTrouble } from '../../parts/states'
import { momentAt } from '../../words/local-time'
import { When } from '../../words/when'
import { type ClimbDraft, fridayNight, written } from './climb-draft'
import { useTargets } from './targets'

type Step = {
  at: string
  level: number
  again: number
  take_over: boolean
  told: { target: string; person: string | null; way: string | null }[]
}

/** "What would happen on Friday at 23:00?": the steps of this draft with the people who are on call then. Nobody is told. */
export function Rehearsal({ draft }: { draft: ClimbDraft }) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const [when, setWhen] = useState(() => fridayNight(serverNow(), zone))
  const [severity, setSeverity] = useState<string>('C')
  const run = useMutation({
    mutationFn: (at: number) =>
      post<{ steps: Step[]; holes: number[] }>('/policies/rehearsal', { policy: written(draft), at: new Date(at).toISOString(), severity }),
  })
  const at = momentAt(when, zone)
  return (
    <fieldset className="layer">
      <legend className="strong">{t('climbs.rehearsal')}</legend>
      <div className="set-form">
        <TextInput
          type="datetime-local"
          dir="ltr"
          label={t('climbs.begins')}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('climbs.severity')}
          value={severity}
          onChange={(event) => setSeverity(event.currentTarget.value)}
          data={[...SEVERITIES]}
        />
        <div>
          <Button variant="default" loading={run.isPending} disabled={at === null} onClick={() => at !== null && run.mutate(at)}>
            {t('climbs.rehearse')}
          </Button>
        </div>
      </div>
      {run.error && <InlineTrouble problem={problemOf(run.error)} safe={t('states.nothingChanged')} />}
      {run.data && <Steps steps={run.data.steps} holes={run.data.holes} />}
    </fieldset>
  )
}

function Steps({ steps, holes }: { steps: readonly Step[]; holes: readonly number[] }) {
  const { t } = useTranslation()
  const { nameOf } = useTargets()
  return (
    <div role="status">
      <ol className="ladder small">
        {steps.map(({ at, level, told, take_over }) => (
          <li key={level} data-step={level}>
            <When at={at} full />{' '}
            {told.map(({ target, person, way }) => (
              <span key={target}>
                <bdi className="strong">{person ?? way ?? t('staff.nobody')}</bdi> <span className="muted">({nameOf(target)})</span>{' '}
              </span>
            ))}
            {take_over && <span className="chip">{t('climbs.owns')}</span>}
          </li>
        ))}
      </ol>
      {holes.length > 0 && <p className="small breach">{t('climbs.holes', { count: holes.length })}</p>}
    </div>
  )
}
