import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RISK_CATEGORIES } from '../../../domain/finding'
import { Checks } from '../parts'
import { AT_ONCE, MEASURED, type Measured, measureOf, risksOf, type Start, withMeasure, withPlain, withRisks, wordsOf } from './begin-draft'
import type { ClimbDraft } from './climb-draft'

type Props = { draft: ClimbDraft; change: (part: Partial<ClimbDraft>) => void }

/** What begins it: a case that comes in, or what happens to one later. Any of them does, once for each case; each hand-off anew. */
export function BeginsOn({ draft, change }: Props) {
  const { t } = useTranslation()
  const { starts_on } = draft
  return (
    <fieldset className="layer">
      <legend className="strong">{t('begins.legend')}</legend>
      {AT_ONCE.map((on) => (
        <label key={on} className="set-check">
          <input type="checkbox" checked={starts_on.includes(on)} onChange={() => change({ starts_on: withPlain(starts_on, on) })} />
          <span>{t(`begins.on.${on}`)}</span>
        </label>
      ))}
      {MEASURED.map((on) => (
        <Measure key={on} on={on} draft={draft} change={change} />
      ))}
      <details open={risksOf(starts_on).length > 0}>
        <summary>{t('begins.on.risk')}</summary>
        <Checks
          legend={t('begins.risks')}
          all={RISK_CATEGORIES}
          chosen={risksOf(starts_on)}
          name={(one) => t(`words.risk.${one}`)}
          onChange={(risks) => change({ starts_on: withRisks(starts_on, risks) })}
        />
      </details>
      {starts_on.length === 0 && <p className="small breach">{t('begins.nothing')}</p>}
    </fieldset>
  )
}

const USUAL: Record<Measured, number> = { clock_at: 75, hand_off_unanswered: 120, reach: 10_000 }
const MOST: Record<Measured, number> = { clock_at: 99, hand_off_unanswered: 10_000, reach: 1_000_000_000 }

/** A happening with a number of its own: a share of a clock, minutes, people. */
function Measure({ on, draft: { starts_on }, change }: Props & { on: Measured }) {
  const { t } = useTranslation()
  const value = measureOf(starts_on, on)
  const set = (next: number | null) => change({ starts_on: withMeasure(starts_on, on, next) })
  return (
    <div className="set-form">
      <label className="set-check">
        <input type="checkbox" checked={value !== null} onChange={() => set(value === null ? USUAL[on] : null)} />
        <span>{t(`begins.on.${on}`)}</span>
      </label>
      {value !== null && (
        <TextInput
          type="number"
          min={1}
          max={MOST[on]}
          dir="ltr"
          label={t(`begins.measure.${on}`)}
          value={value}
          onChange={(event) => set(Math.min(MOST[on], Math.max(1, Math.round(Number(event.currentTarget.value)))))}
        />
      )}
    </div>
  )
}

/** What begins a climb, in words: "a hand-off that nobody takes up for 120 minutes", "a message speaks of a danger: Health". */
export function useBeginning() {
  const { t } = useTranslation()
  return (one: Start) => {
    const { key, facts } = wordsOf(one)
    const risk =
      typeof one === 'object' && typeof one.risk === 'string' ? `: ${t(`words.risk.${one.risk}`, { defaultValue: one.risk })}` : ''
    return `${t(key, facts)}${risk}`
  }
}
