import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../data/client'
import { Icon } from '../../look/icons'
import { InlineTrouble } from '../../parts/states'
import { toast } from '../../parts/toasts'
import { When } from '../../words/when'
import { EndDialog } from '../end-dialog'
import { Loaded, Part, useDeed } from '../parts'
import { ConnectDialog } from './connect-dialog'
import { type Notifier, notifiersQuery } from './queries'

/** How people are told: each way with its health, a test, a pause. Its address and its key are never shown again. */
export function WaysOut() {
  const { t } = useTranslation()
  const notifiers = useQuery(notifiersQuery)
  const [asked, ask] = useState(false)
  return (
    <Part title={t('ways.out')} what={t('ways.outWhat')} action={<Button onClick={() => ask(true)}>{t('ways.connect')}</Button>}>
      <Loaded query={notifiers} what={t('ways.out')}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('ways.none')}</p>
          ) : (
            <ul className="set-rows">
              {data.map((one) => (
                <Way key={one.id} way={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked && <ConnectDialog close={() => ask(false)} />}
    </Part>
  )
}

type Tested = { name: string; state: string; reason?: string }
function Way({ way }: { way: Notifier }) {
  const { t } = useTranslation()
  const test = useDeed<Tested>(['notifiers'], null, ({ state, reason, name }) =>
    state === 'sent'
      ? toast(t('ways.took', { name }))
      : toast(t('ways.tookNot', { name, reason: t(`delivery.reason.${reason}`, { defaultValue: reason ?? '' }) }), { tone: 'trouble' }),
  )
  const turn = useDeed(['notifiers'], t(way.enabled ? 'ways.isPaused' : 'ways.goesOn', { name: way.name }))
  const error = test.error ?? turn.error
  const at = `/notifiers/${way.id}`
  return (
    <li className="set-row" data-way={way.name}>
      <div className="set-row-main">
        <span className="set-chips">
          <bdi className="strong">{way.name}</bdi>
          <span className="chip">{t(`ways.kind.${way.kind}`)}</span>
          <Health way={way} />
        </span>
        <span className="small muted">
          {t('ways.week', { sent: way.sent, failed: way.failed })}
          {way.last_sent_at && (
            <>
              {' · '}
              {t('ways.lastSent')} <When at={way.last_sent_at} />
            </>
          )}
          {way.last_error && <> · {t(`delivery.reason.${way.last_error}`, { defaultValue: way.last_error })}</>}
        </span>
      </div>
      <div className="set-row-deeds">
        <Button
          variant="default"
          size="xs"
          loading={test.isPending}
          onClick={() => test.mutate({ method: 'POST', path: `${at}/test`, body: {} })}
        >
          {t('ways.test')}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={turn.isPending}
          onClick={() => turn.mutate({ method: 'PUT', path: at, body: { enabled: !way.enabled } })}
        >
          {t(way.enabled ? 'ways.pause' : 'ways.goOn')}
        </Button>
        <Disconnect way={way} />
      </div>
      {error && <InlineTrouble problem={problemOf(error)} />}
    </li>
  )
}

function Disconnect({ way: { id, name } }: { way: Notifier }) {
  const { t } = useTranslation()
  const [asked, ask] = useState(false)
  return (
    <>
      <Button variant="default" size="xs" onClick={() => ask(true)}>
        {t('ways.disconnect')}
      </Button>
      {asked && (
        <EndDialog
          path={`/notifiers/${id}`}
          touches={['notifiers']}
          title={t('ways.disconnectWho', { name })}
          verb={t('ways.disconnect')}
          what={t('ways.disconnectWhat')}
          done={t('ways.gone', { name })}
          close={() => ask(false)}
        />
      )}
    </>
  )
}

/** By word, sign and colour: paused, in trouble, well, or never tried. */
function Health({ way: { enabled, last_error, last_sent_at, checked_at } }: { way: Notifier }) {
  const { t } = useTranslation()
  const state = !enabled ? 'paused' : last_error ? 'trouble' : last_sent_at || checked_at ? 'well' : 'untried'
  const tone = { paused: 'chip-due', trouble: 'chip-breach', well: 'chip-ok', untried: '' }[state]
  const icon = { paused: 'clock', trouble: 'warning', well: 'check', untried: 'info' } as const
  return (
    <span className={`chip ${tone}`}>
      <Icon name={icon[state]} size={14} /> {t(`ways.health.${state}`)}
    </span>
  )
}
