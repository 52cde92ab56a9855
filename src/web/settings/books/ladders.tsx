import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WrittenPolicy } from '../../../domain/escalation/write-policy'
import { get } from '../../data/client'
import { serverNow } from '../../data/now'
import { useMay } from '../../data/queries'
import { useTitles } from '../../words/use-titles'
import { When } from '../../words/when'
import { EndDialog } from '../end-dialog'
import { Loaded, Part } from '../parts'
import { useBeginning } from './begins'
import { type ClimbDraft, draftOf } from './climb-draft'
import { PolicyDialog } from './policy-dialog'
import { useTargets } from './targets'

/** Who is told when nobody acts, step by step, and when each step would come if it began now. */
export function Ladders() {
  const { t } = useTranslation()
  const policies = useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => get<{ data: (WrittenPolicy & { own: boolean })[] }>('/policies', signal),
  })
  const may = useMay('admin')
  const [asked, ask] = useState<{ policy: ClimbDraft | null } | null>(null)
  const [ending, askToEnd] = useState<ClimbDraft | null>(null)
  return (
    <Part
      title={t('books.ladders')}
      what={t('books.laddersWhat')}
      action={may && <Button onClick={() => ask({ policy: null })}>{t('climbs.new')}</Button>}
    >
      <Loaded query={policies} what={t('books.ladders')}>
        {({ data }) =>
          data.map(({ own, ...policy }) => (
            <Ladder
              key={policy.id}
              policy={draftOf(policy)}
              edit={may ? () => ask({ policy: draftOf(policy) }) : null}
              end={may && own ? () => askToEnd(draftOf(policy)) : null}
            />
          ))
        }
      </Loaded>
      {asked && <PolicyDialog policy={asked.policy} close={() => ask(null)} />}
      {ending && (
        <EndDialog
          path={`/policies/${ending.id}`}
          touches={['policies']}
          title={t('begins.endWho', { name: ending.title })}
          verb={t('begins.endIt')}
          what={t('begins.endWhat')}
          done={t('begins.ended', { name: ending.title })}
          close={() => askToEnd(null)}
        />
      )}
    </Part>
  )
}

type LadderProps = { policy: ClimbDraft; edit: (() => void) | null; end: (() => void) | null }
function Ladder({ policy, edit, end }: LadderProps) {
  const { t } = useTranslation()
  const titles = useTitles()
  const sayBeginning = useBeginning()
  const { nameOf } = useTargets()
  const now = serverNow()
  const steps = policy.levels.map((level, at) => ({
    level,
    at: now + policy.levels.slice(0, at + 1).reduce((sum, { minutes }) => sum + minutes * 60_000, 0),
  }))
  return (
    <article data-policy={policy.id}>
      <div className="set-head">
        <h3 dir="auto">{titles.policy(policy.title)}</h3>
        <bdi className="small muted">{t('climbs.version', { version: policy.version })}</bdi>
        {edit && (
          <Button variant="default" size="xs" aria-label={t('staff.editWho', { name: titles.policy(policy.title) })} onClick={edit}>
            {t('staff.edit')}
          </Button>
        )}
        {end && (
          <Button variant="default" size="xs" aria-label={t('begins.endWho', { name: titles.policy(policy.title) })} onClick={end}>
            {t('begins.end')}
          </Button>
        )}
      </div>
      <p className="small muted">
        {t('begins.legend')}: {policy.starts_on.map(sayBeginning).join(' · ')}
      </p>
      <ol className="ladder small">
        {steps.map(({ level, at }, i) => (
          <li key={`${policy.id}${level.tell.join()}${at}`}>
            <span className="strong">{level.tell.map(nameOf).join(' · ')}</span>{' '}
            <span className="muted">
              {t('books.after', { count: Math.round(level.minutes) })} ·{' '}
              {policy.time === 'wall' ? (
                <>
                  {t(i === 0 ? 'books.first' : 'books.nextAt')} <When at={new Date(at).toISOString()} />
                </>
              ) : (
                t('books.inHours')
              )}
            </span>
          </li>
        ))}
      </ol>
    </article>
  )
}
