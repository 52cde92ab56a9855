import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, problemOf } from '../../data/client'
import { useMay } from '../../data/queries'
import { InlineTrouble } from '../../parts/states'
import { number } from '../../words/dates'
import { useLanguageNames } from '../../words/language-names'
import { useReading } from '../../words/use-reading'
import { When } from '../../words/when'
import { Loaded, Part, useDeed } from '../parts'
import type { Comparison, Drift, Model, Score } from './types'

/** The drift index from which somebody should look. */
const LOOK = 0.1

/** Champion and challenger: what was learned from corrections, how it was judged beside what is in force, and one step back. */
export function Models() {
  const { t } = useTranslation()
  const may = useMay('admin')
  const models = useQuery({
    queryKey: ['firm-models'],
    queryFn: ({ signal }) => get<{ data: Model[]; drift: Drift[] }>('/detector/models', signal),
  })
  const learn = useDeed<{ state: string }>(['firm-models'], ({ state }) => t(state === 'challenger' ? 'teach.better' : 'teach.notBetter'))
  const back = useDeed(['firm-models'], t('teach.wentBack'))
  const error = learn.error ?? back.error
  return (
    <Part
      title={t('teach.models')}
      what={t('teach.modelsWhat')}
      action={
        may && (
          <div className="set-row-deeds">
            <Button loading={learn.isPending} onClick={() => learn.mutate({ method: 'POST', path: '/detector/models', body: {} })}>
              {t('teach.learn')}
            </Button>
            <Button
              variant="default"
              loading={back.isPending}
              onClick={() => back.mutate({ method: 'POST', path: '/detector/rollback', body: {} })}
            >
              {t('teach.back')}
            </Button>
          </div>
        )
      }
    >
      {error && <InlineTrouble problem={problemOf(error)} />}
      <Loaded query={models} what={t('teach.models')}>
        {({ data, drift }) => (
          <>
            <DriftLine drift={drift} />
            {data.length === 0 && <p className="muted">{t('teach.noModels')}</p>}
            <ul className="set-rows">
              {data.map((model) => (
                <OneModel key={model.id} model={model} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Part>
  )
}

function DriftLine({ drift }: { drift: readonly Drift[] }) {
  const { t } = useTranslation()
  const reading = useReading()
  const far = drift.filter(({ psi }) => psi >= LOOK)
  return (
    <p className={`small ${far.length > 0 ? 'due' : 'muted'}`}>
      {t(far.length > 0 ? 'teach.drifts' : 'teach.steady')}{' '}
      {drift.map(({ what, psi }) => `${t(`teach.of.${what}`)} ${number(psi, reading, { maximumFractionDigits: 2 })}`).join(' · ')}
    </p>
  )
}

function OneModel({ model }: { model: Model }) {
  const { t } = useTranslation()
  const may = useMay('admin')
  const names = useLanguageNames()
  const promote = useDeed(['firm-models'], t('teach.promoted'))
  const share = (score: Score) => (score.n === 0 ? 0 : Math.round((100 * score.right) / score.n))
  const compared = ({ champion, challenger }: Comparison) =>
    t('teach.compared', { before: share(champion), after: share(challenger), n: challenger.n })
  return (
    <li className="set-row" data-model={model.state}>
      <div className="set-row-main">
        <span className="set-chips">
          <span className={`chip ${model.state === 'champion' ? 'chip-ok' : ''}`}>{t(`teach.model.${model.state}`)}</span>
          <span className="small muted">
            {t('teach.rows', { count: model.rows })} · <When at={model.made_at} full />
          </span>
        </span>
        {(model.refused ?? model.verdict?.why) && (
          <span className="small" lang="en" dir="auto">
            {model.refused ?? model.verdict?.why}
          </span>
        )}
        {model.verdict?.comparisons.map((one) => (
          <span key={one.lang} className="small muted">
            {names([one.lang])}: {compared(one)}
          </span>
        ))}
        {model.tasks.flatMap(({ task, comparisons: [all] }) =>
          all ? (
            <span key={task} className="small muted">
              {t(`teach.task.${task}`)}: {compared(all)}
            </span>
          ) : (
            []
          ),
        )}
      </div>
      {may && model.state === 'challenger' && (
        <Button
          size="xs"
          loading={promote.isPending}
          onClick={() => promote.mutate({ method: 'POST', path: `/detector/models/${model.id}/promotion`, body: {} })}
        >
          {t('teach.promote')}
        </Button>
      )}
      {promote.error && <InlineTrouble problem={problemOf(promote.error)} />}
    </li>
  )
}
