import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holders, SCOPES, type Scope } from '../../../domain/rights'
import { get } from '../../data/client'
import { Copyable, Loaded, Part } from '../parts'
import { type Contract, curlOf, type Entry, entriesOf, matching } from './contract'
import './explorer.css'

/** Every route with who may call it and a line for a terminal. What only reads can be tried here, with the rights of whoever looks. */
export function Explorer() {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const sought = useDeferredValue(words)
  const contract = useQuery({
    queryKey: ['contract'],
    queryFn: ({ signal }) => get<Contract>('/openapi.json', signal),
    select: entriesOf,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Part title={t('dev.explorer')} what={t('dev.explorerWhat')}>
      <TextInput type="search" label={t('dev.find')} value={words} dir="auto" onChange={(event) => setWords(event.currentTarget.value)} />
      <Loaded query={contract} what={t('dev.explorer')}>
        {(entries) => {
          const found = matching(entries, sought)
          return (
            <>
              <p className="small muted" role="status">
                {t('dev.routes', { count: found.length })}
              </p>
              {found.map((entry) => (
                <Route key={entry.id} entry={entry} />
              ))}
            </>
          )
        }}
      </Loaded>
    </Part>
  )
}

function Route({ entry }: { entry: Entry }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="route" onToggle={(event) => setOpen(event.currentTarget.open)} data-route={entry.id}>
      <summary>
        <bdi className="route-method" dir="ltr">
          {entry.method}
        </bdi>
        <bdi className="id" dir="ltr">
          {entry.path}
        </bdi>
        <span className="small muted" lang="en" dir="ltr">
          {entry.summary}
        </span>
      </summary>
      {open && <Inside entry={entry} />}
    </details>
  )
}

function Inside({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const scope = SCOPES.find((each): each is Scope => each === entry.who)
  const roles = scope ? holders(scope).map((role) => t(`words.role.${role}`)) : []
  return (
    <div className="deed-form">
      <p className="small">
        {t('dev.who')} <bdi className="id">{entry.who}</bdi> {roles.length > 0 && <span className="muted">({roles.join(' · ')})</span>}
      </p>
      <Copyable value={curlOf(entry, location.origin)} label="curl" />
      {entry.method === 'GET' && !entry.path.endsWith('/stream') && <Try entry={entry} />}
    </div>
  )
}

function Try({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const [values, setValues] = useState<Record<string, string>>({})
  const [answer, setAnswer] = useState<{ status: number; body: string } | null>(null)
  const ready = entry.params.every((name) => (values[name] ?? '').trim() !== '')
  const call = async () => {
    const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((values[name] ?? '').trim()))
    const query = (values['?'] ?? '').trim().replace(/^\?/, '')
    const said = await fetch(query ? `${path}?${query}` : path, { credentials: 'same-origin' }).catch(() => null)
    const text = (await said?.text()) ?? ''
    setAnswer({ status: said?.status ?? 0, body: pretty(text) })
  }
  return (
    <form
      className="deed-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void call()
      }}
    >
      <div className="set-form">
        {[...entry.params, '?'].map((name) => (
          <TextInput
            key={name}
            label={name === '?' ? t('dev.query') : name}
            dir="ltr"
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div>
        <Button type="submit" variant="default" disabled={!ready}>
          {t('dev.try')}
        </Button>
      </div>
      {answer && (
        <section aria-label={t('dev.answer')}>
          <p className="small strong">{t('dev.status', { status: answer.status })}</p>
          <pre className="route-answer" dir="ltr" tabIndex={-1}>
            {answer.body}
          </pre>
        </section>
      )}
    </form>
  )
}

const MOST = 20_000
function pretty(text: string) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).slice(0, MOST)
  } catch {
    return text.slice(0, MOST)
  }
}
