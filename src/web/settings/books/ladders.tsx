import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../domain/escalation/policy'
import { get } from '../../data/client'
import { serverNow } from '../../data/now'
import { When } from '../../words/when'
import { Loaded, Part } from '../parts'

/** Who is told when nobody acts, step by step, and when each step would come if it began now. */
export function Ladders() {
  const { t } = useTranslation()
  const policies = useQuery({ queryKey: ['policies'], queryFn: ({ signal }) => get<{ data: Policy[] }>('/policies', signal) })
  return (
    <Part title={t('books.ladders')} what={t('books.laddersWhat')}>
      <Loaded query={policies} what={t('books.ladders')}>
        {({ data }) => data.map((policy) => <Ladder key={policy.id} policy={policy} />)}
      </Loaded>
    </Part>
  )
}

function Ladder({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const now = serverNow()
  const steps = policy.levels.map((level, at) => ({
    level,
    at: now + policy.levels.slice(0, at + 1).reduce((sum, { afterMs }) => sum + afterMs, 0),
  }))
  const name = (target: string) => {
    const [kind = '', who] = target.split(':')
    return who ? `${t(`books.target.${kind}`, { defaultValue: kind })} ${who}` : t(`books.target.${kind}`, { defaultValue: kind })
  }
  return (
    <article data-policy={policy.id}>
      <h3 lang="en" dir="auto">
        {policy.title}
      </h3>
      <ol className="ladder small">
        {steps.map(({ level, at }, i) => (
          <li key={`${policy.id}${level.tell.join()}${at}`}>
            <span className="strong">{level.tell.map(name).join(' · ')}</span>{' '}
            <span className="muted">
              {t('books.after', { count: Math.round(level.afterMs / 60_000) })} · {t(i === 0 ? 'books.first' : 'books.nextAt')}{' '}
              {policy.time === 'wall' ? <When at={new Date(at).toISOString()} /> : t('books.inHours')}
            </span>
          </li>
        ))}
      </ol>
    </article>
  )
}
