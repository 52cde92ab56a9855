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
import { useBeginning } from './begins'
import { type ClimbDraft, fridayNight, written } from './climb-draft'
import { useTargets } from './targets'

type Step = {
  at: string
  level: number
  again: number
  take_over: boolean
  told: { target: string; person: string | null; way: string | null }[]
}

type Rehearsed = {
  severity: string
  steps: Step[]
  holes: number[]
  begins_at: string | null
  clock: { title: string; due_at: string } | null
  fits: boolean
}

/** "What would happen on Friday at 23:00?": the steps of this draft with the people who are on call then. Nobody is told. */
export function Rehearsal({ draft }: { draft: ClimbDraft }) {
  const { t } = useTranslation()
  const sayBeginning = useBeginning()
  const zone = useTimeZone()
  const [when, setWhen] = useState(() => fridayNight(serverNow(), zone))
  const [severity, setSeverity] = useState<string>('C')
  const [chosen, choose] = useState(0)
  const happens = draft.starts_on[chosen] ?? draft.starts_on[0]
  const run = useMutation({
    mutationFn: (at: number) =>
      post<Rehearsed>('/policies/rehearsal', { policy: written(draft), at: new Date(at).toISOString(), severity, happens }),
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
        <NativeSelect
          label={t('begins.happens')}
          value={String(chosen)}
          onChange={(event) => choose(Number(event.currentTarget.value))}
          data={draft.starts_on.map((one, at) => ({ value: String(at), label: sayBeginning(one) }))}
        />
        <div>
          <Button
            variant="default"
            loading={run.isPending}
            disabled={at === null || happens === undefined}
            onClick={() => at !== null && run.mutate(at)}
          >
            {t('climbs.rehearse')}
          </Button>
        </div>
      </div>
      {run.error && <InlineTrouble problem={problemOf(run.error)} safe={t('states.nothingChanged')} />}
      {run.data && <Steps {...run.data} />}
    </fieldset>
  )
}

function Steps({ steps, holes, severity, begins_at, clock, fits }: Rehearsed) {
  const { t } = useTranslation()
  const { nameOf } = useTargets()
  return (
    <div role="status">
      {!fits && <p className="small due">{t('begins.notFor', { severity })}</p>}
      <p className="small">
        {begins_at ? (
          <>
            {t('begins.begun')} <When at={begins_at} full />
          </>
        ) : (
          t('begins.never')
        )}
      </p>
      {clock && (
        <p className="small muted">
          {t('begins.clock')}{' '}
          <span lang="en" dir="auto">
            {clock.title}
          </span>{' '}
          (<When at={clock.due_at} full />)
        </p>
      )}
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
