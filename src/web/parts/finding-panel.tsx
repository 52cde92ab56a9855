import { useTranslation } from 'react-i18next'
import type { Finding } from '../../domain/finding'
import { SeverityMark } from '../look/severity'
import { localeOf, number } from '../words/dates'
import { useReading } from '../words/use-reading'
import { clueWords } from './highlighted'
import './finding-panel.css'

/** What detection concluded and why, in words: verdict with its probability, severity, and each reason with the rule or model behind it. */
export function FindingPanel({ finding, text }: { finding: Finding; text: string }) {
  const { t } = useTranslation()
  const { complaint, severity, urgency, topics, lang } = finding
  return (
    <section className="finding" aria-label={t('finding.title')}>
      <div className="finding-verdict">
        <Verdict {...complaint} />
        <SeverityMark of={severity.value} />
        {(urgency.value === 'high' || urgency.value === 'immediate') && <span className="chip">{t(`words.urgency.${urgency.value}`)}</span>}
        <span className="chip">{useLanguageName(lang.value)}</span>
        {topics.slice(0, 3).map(({ value }) => (
          <span key={value} className="chip">
            {t(`words.topic.${value}`, { defaultValue: value.replaceAll('_', ' ') })}
          </span>
        ))}
      </div>
      <Reasons finding={finding} text={text} />
    </section>
  )
}

function Verdict({ value, p }: Finding['complaint']) {
  const { t } = useTranslation()
  return (
    <span className={`verdict verdict-${value}`}>
      {t(`finding.verdict.${value}`)} <Percent of={p} />
    </span>
  )
}

/** The probability that this is a complaint. Never 0 or 100: nobody is that sure. */
function Percent({ of }: { of: number }) {
  const { t } = useTranslation()
  const reading = useReading()
  const shown = number(Math.min(Math.max(of, 0.01), 0.99), reading, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <bdi className="verdict-p when" title={t('finding.pWhat')}>
      {shown}
    </bdi>
  )
}

function Reasons({ finding, text }: { finding: Finding; text: string }) {
  const { t } = useTranslation()
  const words = clueWords(text, finding)
  if (finding.risk_phrases.length === 0 && words.length === 0) return <p className="small muted">{t('finding.noReason')}</p>
  return (
    <dl className="reasons">
      <dt>{t('finding.because')}</dt>
      {finding.risk_phrases.map((phrase) => (
        <dd key={`${phrase.id}${phrase.start}`}>
          <span className="strong">{t(`words.risk.${phrase.category}`, { defaultValue: phrase.category })}</span>{' '}
          <q dir="auto" lang={finding.lang.value}>
            {text.slice(phrase.start, phrase.end)}
          </q>{' '}
          {phrase.disguised && <span className="small">{t('finding.disguised')} </span>}
          <bdi className="id micro muted">
            {phrase.id} v{phrase.version.replace(/^v/, '')}
          </bdi>
        </dd>
      ))}
      {words.length > 0 && (
        <dd>
          {t('finding.clues')}{' '}
          {words.map((word) => (
            <q key={word} dir="auto" lang={finding.lang.value}>
              {word}
            </q>
          ))}{' '}
          <bdi className="id micro muted">
            {finding.model.id} {finding.model.version}
          </bdi>
        </dd>
      )}
    </dl>
  )
}

export function useLanguageName(code: string | null) {
  const reading = useReading()
  const { t } = useTranslation()
  if (!code || code === 'und') return t('words.unknownLanguage')
  try {
    return new Intl.DisplayNames(localeOf(reading), { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
