import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANNELS } from '../../../domain/channels'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { useChannelName } from '../../parts/contact'
import { When } from '../../words/when'
import { EndDialog } from '../end-dialog'
import { Copyable, Loaded, Part, useDeed } from '../parts'
import { newSecret, type WaysIn as Ways, waysInQuery } from './queries'

/** The form, the API and the incoming webhooks, each with its address; and what came by each channel this week. */
export function WaysIn() {
  const { t } = useTranslation()
  const ways = useQuery(waysInQuery)
  const [asked, ask] = useState(false)
  const [ending, askToEnd] = useState<Ways['hooks'][number] | null>(null)
  return (
    <Part title={t('ways.in')} what={t('ways.inWhat')} action={<Button onClick={() => ask(true)}>{t('ways.newHook')}</Button>}>
      <Loaded query={ways} what={t('ways.in')}>
        {(data) => (
          <>
            <h3>{t('ways.form')}</h3>
            <Copyable value={data.form} label={t('ways.form')} />
            <h3>{t('ways.api')}</h3>
            <Copyable value={data.api} label={t('ways.api')} />
            {data.hooks.length > 0 && (
              <ul className="set-rows">
                {data.hooks.map((hook) => (
                  <li key={hook.id} className="set-row" data-hook={hook.name}>
                    <div className="set-row-main">
                      <span className="set-chips">
                        <bdi className="strong">{hook.name}</bdi>
                        <span className="chip">{t('ways.hook')}</span>
                      </span>
                      <bdi className="id small muted hook-url">{hook.url}</bdi>
                    </div>
                    <Button variant="default" size="xs" onClick={() => askToEnd(hook)}>
                      {t('ways.closeHook')}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <Arrived channels={data.channels} />
          </>
        )}
      </Loaded>
      {asked && <HookDialog close={() => ask(false)} />}
      {ending && (
        <EndDialog
          path={`/hooks/${ending.id}`}
          touches={['ways-in']}
          title={t('ways.closeWho', { name: ending.name })}
          verb={t('ways.closeHook')}
          what={t('ways.closeWhat')}
          done={t('ways.hookGone')}
          close={() => askToEnd(null)}
        />
      )}
    </Part>
  )
}

function Arrived({ channels }: Pick<Ways, 'channels'>) {
  const { t } = useTranslation()
  const name = useChannelName()
  return (
    <>
      <h3>{t('ways.arrived')}</h3>
      {channels.length === 0 && <p className="muted">{t('ways.silent')}</p>}
      <ul className="set-rows">
        {channels.map(({ channel, messages, last_at }) => (
          <li key={channel} className="set-row">
            <span className="set-row-main strong">{name(channel)}</span>
            <span className="small muted">
              {t('ways.messages', { count: messages })} · {t('ways.last')} <When at={last_at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** An address that any source may post to. Its secret is made in this browser and shown here, once. */
function HookDialog({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const [name, setName] = useState('')
  const [channel, setChannel] = useState<string>('webhook')
  const [secret] = useState(newSecret)
  const [url, setUrl] = useState<string | null>(null)
  const deed = useDeed<{ url: string }>(['ways-in'], null, (made) => setUrl(made.url))
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('ways.newHook')}
      verb={url ? t('staff.linkDone') : t('ways.openHook')}
      ready={name.trim() !== ''}
      onSubmit={() => (url ? close() : deed.mutate({ method: 'POST', path: '/hooks', body: { name: name.trim(), channel, secret } }))}
    >
      {url ? (
        <>
          <p>{t('ways.hookMade')}</p>
          <Copyable value={url} label={t('ways.hook')} />
          <Copyable value={secret} label={t('ways.secret')} />
          <p className="small muted">{t('ways.secretOnce')}</p>
        </>
      ) : (
        <>
          <TextInput
            data-autofocus
            required
            label={t('ways.name')}
            value={name}
            dir="auto"
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <NativeSelect
            label={t('ways.asChannel')}
            value={channel}
            onChange={(event) => setChannel(event.currentTarget.value)}
            data={CHANNELS.map((each) => ({ value: each, label: channelName(each) }))}
          />
        </>
      )}
    </DeedDialog>
  )
}
