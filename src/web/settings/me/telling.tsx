import { Button, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES } from '../../../domain/finding'
import { get, problemOf } from '../../data/client'
import { InlineTrouble } from '../../parts/states'
import { Checks, Loaded, Part, useDeed } from '../parts'
import { Addresses } from './addresses'
import { WishTable } from './wish-table'
import { fromServer, type TellingView, toServer, type Wishes } from './wishes'

const tellingQuery = {
  queryKey: ['telling'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<TellingView>('/users/me/telling', signal),
}

/** How I am told of things, when I am left alone, and where I can be reached. */
export function Telling() {
  const { t } = useTranslation()
  const telling = useQuery(tellingQuery)
  return (
    <Part title={t('mine.telling')} what={t('mine.tellingWhat')}>
      <Loaded query={telling} what={t('mine.telling')}>
        {(data) => (
          <>
            <WishForm key={JSON.stringify(data.preferences)} view={data} />
            <Addresses view={data} />
          </>
        )}
      </Loaded>
    </Part>
  )
}

function WishForm({ view }: { view: TellingView }) {
  const { t } = useTranslation()
  const [wishes, setWishes] = useState<Wishes>(() => fromServer(view.preferences))
  const deed = useDeed(['telling'], t('mine.kept'))
  const { quiet } = wishes
  return (
    <form
      className="deed-form"
      onSubmit={(event) => {
        event.preventDefault()
        deed.mutate({ method: 'PUT', path: '/users/me/telling', body: { preferences: toServer(wishes) } })
      }}
    >
      <WishTable view={view} wishes={wishes} change={setWishes} />
      <Switch
        checked={quiet !== null}
        label={t('mine.quiet')}
        description={t('mine.quietWhat')}
        onChange={(event) =>
          setWishes({
            ...wishes,
            quiet: event.currentTarget.checked ? { from: '22:00', to: '07:00', severities: ['B', 'C', 'D', 'E'] } : null,
          })
        }
      />
      {quiet && (
        <div className="quiet">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              dir="ltr"
              required
              label={t(`mine.quiet_${end}`)}
              value={quiet[end]}
              onChange={(event) => setWishes({ ...wishes, quiet: { ...quiet, [end]: event.currentTarget.value } })}
            />
          ))}
          <Checks
            legend={t('mine.quietFor')}
            all={SEVERITIES.filter((severity) => severity !== 'A')}
            chosen={quiet.severities}
            name={(severity) => `${severity} · ${t(`words.severity.${severity}`)}`}
            onChange={(severities) => setWishes({ ...wishes, quiet: { ...quiet, severities } })}
          />
        </div>
      )}
      {deed.error && <InlineTrouble problem={problemOf(deed.error)} />}
      <div>
        <Button type="submit" loading={deed.isPending}>
          {t('mine.keep')}
        </Button>
      </div>
    </form>
  )
}
