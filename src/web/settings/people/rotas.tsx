import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../data/queries'
import { Icon } from '../../look/icons'
import { When } from '../../words/when'
import { Loaded, Part, useDeed } from '../parts'
import { OverrideDialog } from './override-dialog'
import { type OnCall, onCallQuery, type RotaView } from './queries'
import { RotaDialog } from './rota-dialog'
import './rotas.css'

type Asked = { what: 'rota' | 'override'; rota: RotaView | null } | null

/** Who is on call now, the week ahead as a band, and every stretch in which nobody is, by name. */
export function Rotas() {
  const { t } = useTranslation()
  const onCall = useQuery(onCallQuery)
  const mayArrange = useMay('notices:write')
  const [asked, ask] = useState<Asked>(null)
  return (
    <Part
      title={t('staff.onCall')}
      what={t('staff.onCallWhat')}
      action={mayArrange && <Button onClick={() => ask({ what: 'rota', rota: null })}>{t('staff.newRota')}</Button>}
    >
      <Loaded query={onCall} what={t('staff.onCall')}>
        {({ data, overrides }) =>
          data.length === 0 ? (
            <p className="muted">{t('staff.noRota')}</p>
          ) : (
            data.map((rota) => (
              <Week
                key={rota.id}
                rota={rota}
                overrides={overrides.filter((one) => one.rota === rota.id)}
                ask={ask}
                mayArrange={mayArrange}
              />
            ))
          )
        }
      </Loaded>
      {asked?.what === 'rota' && <RotaDialog rota={asked.rota} close={() => ask(null)} />}
      {asked?.what === 'override' && asked.rota && <OverrideDialog rota={asked.rota} close={() => ask(null)} />}
    </Part>
  )
}

type WeekProps = { rota: RotaView; overrides: OnCall['overrides']; ask: (asked: Asked) => void; mayArrange: boolean }
function Week({ rota, overrides, ask, mayArrange }: WeekProps) {
  const { t } = useTranslation()
  const end = useDeed(['on-call'], t('staff.ended'))
  return (
    <article className="rota" data-rota={rota.id}>
      <div className="set-head">
        <div>
          <h3 dir="auto">{rota.title}</h3>
          <p className="small">
            {rota.on_call ? (
              <>
                {t('staff.now')} <bdi className="strong">{rota.on_call.person}</bdi>
              </>
            ) : (
              <span className="breach">{t('staff.nobodyNow')}</span>
            )}
          </p>
        </div>
        {mayArrange && (
          <div className="set-row-deeds">
            <Button variant="default" size="xs" onClick={() => ask({ what: 'override', rota })}>
              {t('staff.override')}
            </Button>
            <Button variant="default" size="xs" onClick={() => ask({ what: 'rota', rota })}>
              {t('staff.edit')}
            </Button>
          </div>
        )}
      </div>
      <Band rota={rota} />
      <Gaps gaps={rota.gaps} />
      {overrides.map(({ id, person, from, to, reason }) => (
        <p key={id} className="small set-chips">
          <span className="chip">{t('staff.override')}</span>
          <bdi className="strong">{person ?? t('staff.nobody')}</bdi>
          <span className="muted">
            <When at={from} full /> – <When at={to} full /> {reason && <bdi>· {reason}</bdi>}
          </span>
          {mayArrange && (
            <button type="button" className="link-button" onClick={() => end.mutate({ method: 'DELETE', path: `/overrides/${id}` })}>
              {t('staff.end')}
            </button>
          )}
        </p>
      ))}
    </article>
  )
}

/** The week as a list that looks like a band: each turn as wide as it is long, with who and from when. */
function Band({ rota: { turns } }: { rota: RotaView }) {
  const { t } = useTranslation()
  return (
    <ol className="rota-band" aria-label={t('staff.week')}>
      {turns.map(({ from, to, person }) => (
        <li key={from} data-nobody={person === null} style={{ flexGrow: (Date.parse(to) - Date.parse(from)) / 3_600_000 }}>
          <bdi className="strong">{person ?? t('staff.nobody')}</bdi>
          <span className="micro muted">
            <When at={from} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Gaps({ gaps }: Pick<RotaView, 'gaps'>) {
  const { t } = useTranslation()
  if (gaps.length === 0) return <p className="small ok">{t('staff.noGaps')}</p>
  return (
    <div className="rota-gaps small" role="note">
      <Icon name="warning" size={16} />
      <div>
        <p className="strong">{t('staff.gaps', { count: gaps.length })}</p>
        <ul>
          {gaps.slice(0, 8).map(({ from, to }) => (
            <li key={from}>
              <When at={from} full /> – <When at={to} full />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
