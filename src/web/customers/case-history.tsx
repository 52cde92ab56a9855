import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SeverityMark } from '../look/severity'
import { WordsOf } from '../parts/words-of'
import { Loaded } from '../settings/parts'
import { When } from '../words/when'
import { theirCasesQuery } from './queries'

/** What they complained of before, and how it ended. */
export function CaseHistory({ id }: { id: string }) {
  const { t } = useTranslation()
  const cases = useQuery(theirCasesQuery(id))
  return (
    <section className="card" aria-label={t('customers.history')}>
      <h2>{t('customers.history')}</h2>
      <Loaded query={cases} what={t('customers.history')}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted small">{t('customers.noCase')}</p>
          ) : (
            <ul className="similar small">
              {rows.map((it) => (
                <li key={it.id} data-theirs={it.reference}>
                  <SeverityMark of={it.severity} word={false} size={16} />{' '}
                  <Link className="case-link" to="/cases/$ref" params={{ ref: it.reference }}>
                    <bdi className="id">{it.reference}</bdi>
                  </Link>{' '}
                  <span className="muted">
                    {it.outcome ? t(`words.outcome.${it.outcome}`) : t(`words.caseState.${it.state}`)}
                    {it.remedy && it.remedy !== 'none' ? ` · ${t(`words.remedy.${it.remedy}`)}` : ''} · <When at={it.opened_at} />
                  </span>
                  <WordsOf className="muted trunc" text={it.summary} lang={it.lang} oneLine />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
