import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../data/client'
import { useMe } from '../../data/queries'
import { InlineTrouble } from '../../parts/states'
import { useDeed } from '../parts'
import { Push } from './push'
import type { TellingView } from './wishes'

/** Where I can be reached besides my e-mail; an empty field takes the address away. */
export function Addresses({ view }: { view: TellingView }) {
  const { t } = useTranslation()
  const email = useMe()?.user?.email
  return (
    <div className="deed-form">
      <h3>{t('mine.addresses')}</h3>
      <p className="small muted">
        {email ? (
          <>
            {t('mine.email')} <bdi className="id">{email}</bdi>
          </>
        ) : (
          t('mine.noEmail')
        )}
      </p>
      <div className="set-form">
        {(['phone', 'line', 'telegram'] as const).map((kind) => (
          <Address key={`${kind}${addressOf(view, kind)}`} kind={kind} known={addressOf(view, kind)} />
        ))}
      </div>
      <Push view={view} />
    </div>
  )
}

const addressOf = ({ addresses }: TellingView, kind: string) =>
  addresses.findLast((each) => each.kind === kind && each.label === '')?.address ?? ''

function Address({ kind, known }: { kind: 'phone' | 'line' | 'telegram'; known: string }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(known)
  const deed = useDeed(['telling'], t('mine.kept'))
  return (
    <form
      className="deed-form"
      onSubmit={(event) => {
        event.preventDefault()
        deed.mutate({ method: 'PUT', path: '/users/me/telling', body: { addresses: [{ kind, address: address.trim() }] } })
      }}
    >
      <TextInput
        label={t(`mine.address.${kind}`)}
        dir="ltr"
        value={address}
        inputMode={kind === 'phone' ? 'tel' : 'text'}
        onChange={(event) => setAddress(event.currentTarget.value)}
        rightSectionWidth={90}
        rightSection={
          address.trim() === known ? null : (
            <Button type="submit" size="compact-xs" loading={deed.isPending}>
              {t('mine.keep')}
            </Button>
          )
        }
      />
      {deed.error && <InlineTrouble problem={problemOf(deed.error)} />}
    </form>
  )
}
