import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Severity } from '../../../domain/finding'
import { Checks } from '../parts'
import type { ClimbDraft } from './climb-draft'

type Props = { draft: ClimbDraft; change: (part: Partial<ClimbDraft>) => void }
type Fits = ClimbDraft['for'][number]

/** For which cases the policy is: any one of the rows must fit, and a row that says nothing fits every case. */
export function ForWhom({ draft, change }: Props) {
  const { t } = useTranslation()
  const set = (row: Fits) => change({ for: draft.for.map((each) => (each.key === row.key ? row : each)) })
  return draft.for.map(({ key, high_risk, severities = [], kinds }) => {
    const row = (risk: boolean, those: Severity[]): Fits => ({
      key,
      ...(risk ? { high_risk: true } : {}),
      ...(those.length > 0 ? { severities: those } : {}),
      ...(kinds ? { kinds } : {}),
    })
    return (
      <div key={key} className="climb-for">
        <Checks
          legend={t('climbs.forWhom')}
          all={SEVERITIES}
          chosen={severities}
          name={(one) => one}
          onChange={(those) => set(row(high_risk === true, those))}
        />
        <label className="set-check">
          <input type="checkbox" checked={high_risk === true} onChange={() => set(row(high_risk !== true, severities))} />
          <span>{t('climbs.highRisk')}</span>
        </label>
      </div>
    )
  })
}

const MILD = SEVERITIES.filter((one) => one !== 'A')
const NIGHT = { from: '22:00', to: '07:00', severities: [...MILD] as Severity[] }

/** Milder cases may wait for the morning; A never does. And how often the last level is told again. */
export function Quiet({ draft, change }: Props) {
  const { t } = useTranslation()
  const { quiet, repeat } = draft
  return (
    <>
      <label className="set-check">
        <input type="checkbox" checked={quiet !== null} onChange={() => change({ quiet: quiet ? null : NIGHT })} />
        <span>{t('climbs.quiet')}</span>
      </label>
      {quiet && (
        <div className="set-form">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              dir="ltr"
              label={t(`climbs.${end}`)}
              value={quiet[end]}
              onChange={(event) => change({ quiet: { ...quiet, [end]: event.currentTarget.value } })}
            />
          ))}
          <Checks
            legend={t('climbs.waits')}
            all={MILD}
            chosen={quiet.severities}
            name={(one) => one}
            onChange={(severities) => change({ quiet: { ...quiet, severities } })}
          />
        </div>
      )}
      <div className="set-form">
        {(['times', 'minutes'] as const).map((part) => (
          <TextInput
            key={part}
            type="number"
            min={part === 'times' ? 0 : 1}
            max={part === 'times' ? 100 : 10_000}
            dir="ltr"
            label={t(part === 'times' ? 'climbs.again' : 'climbs.minutes')}
            value={repeat[part]}
            onChange={(event) => change({ repeat: { ...repeat, [part]: Number(event.currentTarget.value) } })}
          />
        ))}
      </div>
    </>
  )
}
