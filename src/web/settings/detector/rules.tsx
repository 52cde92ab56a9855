import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, problemOf } from '../../data/client'
import { useMay } from '../../data/queries'
import { InlineTrouble } from '../../parts/states'
import { When } from '../../words/when'
import { Loaded, Part, useDeed } from '../parts'
import { RuleDialog } from './rule-dialog'
import type { FirmRule } from './types'

/** Phrases and conditions of the firm's own. A draft is read by nobody until it goes live; one that fires on every fourth message asks first. */
export function Rules() {
  const { t } = useTranslation()
  const may = useMay('admin')
  const [asked, ask] = useState<'phrase' | 'rule' | null>(null)
  const rules = useQuery({ queryKey: ['firm-rules'], queryFn: ({ signal }) => get<{ data: FirmRule[] }>('/detector/rules', signal) })
  return (
    <Part
      title={t('teach.rules')}
      what={t('teach.rulesWhat')}
      action={
        may && (
          <div className="set-row-deeds">
            <Button onClick={() => ask('phrase')}>{t('teach.newPhrase')}</Button>
            <Button variant="default" onClick={() => ask('rule')}>
              {t('teach.newRule')}
            </Button>
          </div>
        )
      }
    >
      <Loaded query={rules} what={t('teach.rules')}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('teach.noRules')}</p>
          ) : (
            <ul className="set-rows">
              {data.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked && <RuleDialog kind={asked} close={() => ask(null)} />}
    </Part>
  )
}

function Rule({ rule }: { rule: FirmRule }) {
  const { t } = useTranslation()
  const may = useMay('admin')
  const live = useDeed(['firm-rules'], t('teach.isLive', { name: rule.id }))
  const gone = useDeed(['firm-rules'], t('teach.isGone', { name: rule.id }))
  const path = `/detector/rules/${encodeURIComponent(rule.id)}`
  const problem = live.error ? problemOf(live.error) : gone.error ? problemOf(gone.error) : null
  return (
    <li className="set-row" data-rule={rule.id}>
      <div className="set-row-main">
        <span className="set-chips">
          <bdi className="strong">{rule.id}</bdi>
          <span className={`chip ${rule.state === 'live' ? 'chip-ok' : ''}`}>{t(`teach.state.${rule.state}`)}</span>
          {rule.broken && <span className="chip chip-breach">{t('teach.broken')}</span>}
        </span>
        <span className="small" dir="auto">
          {rule.kind === 'rule' ? <code className="rule-when">{rule.when}</code> : rule.phrases?.join(' · ')}
        </span>
        <span className="small muted">
          {rule.tested && `${t('teach.fired', { count: rule.tested.fired, of: rule.tested.tested })} · `}
          <When at={rule.made_at} />
        </span>
      </div>
      {may && (
        <div className="set-row-deeds">
          {rule.state === 'draft' && (
            <Button
              variant="default"
              size="xs"
              loading={live.isPending}
              onClick={() => live.mutate({ method: 'POST', path: `${path}/live`, body: { often: problem?.code === 'fires_often' } })}
            >
              {t(problem?.code === 'fires_often' ? 'teach.anyway' : 'teach.goLive')}
            </Button>
          )}
          <Button variant="default" size="xs" loading={gone.isPending} onClick={() => gone.mutate({ method: 'DELETE', path })}>
            {t('teach.remove')}
          </Button>
        </div>
      )}
      {problem && <InlineTrouble problem={problem} />}
    </li>
  )
}
