import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCOPES, type Scope } from '../../../domain/rights'
import { DeedDialog } from '../../case/deed-dialog'
import { get, stateOf } from '../../data/client'
import { When } from '../../words/when'
import { EndDialog } from '../end-dialog'
import { Checks, Copyable, Loaded, Part, useDeed } from '../parts'

type Key = { id: string; name: string; scopes: Scope[]; created_at: string; revoked_at: string | null }

/** API keys by name and rights. A key is shown once, when it is made. */
export function Keys() {
  const { t } = useTranslation()
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => get<{ data: Key[] }>('/keys', signal) })
  const [asked, ask] = useState(false)
  const [ending, askToEnd] = useState<Key | null>(null)
  return (
    <Part title={t('dev.keys')} what={t('dev.keysWhat')} action={<Button onClick={() => ask(true)}>{t('dev.newKey')}</Button>}>
      <Loaded query={keys} what={t('dev.keys')}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('dev.noKeys')}</p>
          ) : (
            <ul className="set-rows">
              {data.map((key) => (
                <li key={key.id} className="set-row" data-key={key.name}>
                  <div className="set-row-main">
                    <span className="set-chips">
                      <bdi className="strong">{key.name}</bdi>
                      {key.revoked_at && <span className="chip">{t('dev.isRevoked')}</span>}
                    </span>
                    <span className="small muted">
                      {key.scopes.map((scope) => t(`dev.scope.${scope.replace(':', '_')}`)).join(' · ')} · <When at={key.created_at} />
                    </span>
                  </div>
                  {!key.revoked_at && (
                    <Button variant="default" size="xs" onClick={() => askToEnd(key)}>
                      {t('dev.revoke')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked && <KeyDialog close={() => ask(false)} />}
      {ending && (
        <EndDialog
          path={`/keys/${ending.id}`}
          touches={['keys']}
          title={t('dev.revokeWho', { name: ending.name })}
          verb={t('dev.revoke')}
          what={t('dev.revokeWhat')}
          done={t('dev.revoked')}
          close={() => askToEnd(null)}
        />
      )}
    </Part>
  )
}

function KeyDialog({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['messages:write'])
  const [made, setMade] = useState<string | null>(null)
  const deed = useDeed<{ api_key: string }>(['keys'], null, (answer) => setMade(answer.api_key))
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('dev.newKey')}
      verb={made ? t('staff.linkDone') : t('dev.makeKey')}
      ready={name.trim() !== '' && scopes.length > 0}
      onSubmit={() => (made ? close() : deed.mutate({ method: 'POST', path: '/keys', body: { name: name.trim(), scopes } }))}
    >
      {made ? (
        <>
          <p>{t('dev.shownOnce')}</p>
          <Copyable value={made} label={t('dev.key')} />
          <p className="small muted">{t('dev.tryIt')}</p>
          <Copyable
            value={`curl -H 'Authorization: Bearer ${made}' -H 'Content-Type: application/json' -d '{"text":"Hello"}' ${location.origin}/api/v1/messages`}
            label="curl"
          />
        </>
      ) : (
        <>
          <TextInput
            data-autofocus
            required
            label={t('dev.keyName')}
            value={name}
            dir="auto"
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <Checks
            legend={t('dev.may')}
            all={SCOPES}
            chosen={scopes}
            name={(scope) => t(`dev.scope.${scope.replace(':', '_')}`)}
            onChange={setScopes}
          />
        </>
      )}
    </DeedDialog>
  )
}
