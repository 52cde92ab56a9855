import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WAY_KINDS, type WayOut } from '../../../domain/ways-out'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { Copyable, useDeed } from '../parts'
import { newSecret } from './queries'

/** What an address of each kind looks like. */
const ADDRESS: Record<WayOut, string> = {
  smtp: 'smtp://desk%40firm.example:PASSWORD@mail.firm.example:587',
  slack: 'https://hooks.slack.com/services/…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  webhook: 'https://firm.example/redress',
  sms: 'https://api.twilio.com/2010-04-01/Accounts/AC…',
  call: 'https://api.twilio.com/2010-04-01/Accounts/AC…',
  sms_gateway: 'https://sms.example/send?to={to}&text={text}',
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  teams: 'https://….webhook.office.com/…',
  line: 'https://api.line.me/v2/bot/message/push',
  telegram: 'https://api.telegram.org',
  push: 'mailto:desk@firm.example',
}
const TOKEN: ReadonlySet<WayOut> = new Set(['slack', 'dingtalk', 'sms', 'call', 'sms_gateway', 'line', 'telegram'])
const FROM: ReadonlySet<WayOut> = new Set(['smtp', 'sms', 'call', 'sms_gateway'])

type Draft = { name: string; url: string; secret: string; from: string; allowPrivate: boolean }

/** Connects a way out without the command line. Address and key go in and never come out again. */
export function ConnectDialog({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<WayOut>('smtp')
  const [draft, setDraft] = useState<Draft>({ name: '', url: '', secret: '', from: '', allowPrivate: false })
  const [signing] = useState(newSecret)
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const name = draft.name.trim() || kind
  const deed = useDeed(['notifiers', 'counts', 'telling'], t('ways.connected', { name }), close)
  const secret = kind === 'webhook' ? signing : draft.secret.trim()
  const body = {
    ...{ name, kind, url: draft.url.trim(), allow_private: draft.allowPrivate },
    ...(secret ? { secret } : {}),
    ...(FROM.has(kind) && draft.from.trim() ? { from: draft.from.trim() } : {}),
  }
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('ways.connect')}
      verb={t('ways.connectDo')}
      ready={draft.url.trim() !== ''}
      onSubmit={() => deed.mutate({ method: 'POST', path: '/notifiers', body })}
    >
      <Fields kind={kind} setKind={setKind} draft={draft} change={change} signing={signing} />
    </DeedDialog>
  )
}

type FieldsProps = {
  kind: WayOut
  setKind: (kind: WayOut) => void
  draft: Draft
  change: (part: Partial<Draft>) => void
  signing: string
}
function Fields({ kind, setKind, draft, change, signing }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <NativeSelect
        data-autofocus
        label={t('ways.what')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as WayOut)}
        data={WAY_KINDS.map((each) => ({ value: each, label: t(`ways.kind.${each}`) }))}
      />
      <TextInput label={t('ways.name')} value={draft.name} dir="auto" onChange={(e) => change({ name: e.currentTarget.value })} />
      <TextInput
        required
        label={t('ways.address')}
        placeholder={ADDRESS[kind]}
        dir="ltr"
        autoComplete="off"
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      {TOKEN.has(kind) && (
        <TextInput
          label={t('ways.token')}
          description={t('ways.tokenWhat')}
          dir="ltr"
          type="password"
          autoComplete="new-password"
          value={draft.secret}
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
      )}
      {FROM.has(kind) && (
        <TextInput
          label={t('ways.sender')}
          dir="ltr"
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
      )}
      {kind === 'webhook' && (
        <>
          <p className="small">{t('ways.signing')}</p>
          <Copyable value={signing} label={t('ways.secret')} />
        </>
      )}
      <label className="set-check">
        <input type="checkbox" checked={draft.allowPrivate} onChange={(event) => change({ allowPrivate: event.currentTarget.checked })} />
        <span>{t('ways.inHouse')}</span>
      </label>
    </>
  )
}
