import { Button } from '@mantine/core'
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf, put, remove } from '../data/client'
import { Icon } from '../look/icons'
import { InlineTrouble, Skeleton, Trouble } from '../parts/states'
import { toast } from '../parts/toasts'

type PartProps = { title: string; what?: ReactNode; action?: ReactNode; children?: ReactNode }
/** One matter of a place: its name, a sentence, what can be done, and what there is. */
export function Part({ title, what, action, children }: PartProps) {
  const id = useId()
  return (
    <section className="set-part" aria-labelledby={id}>
      <div className="set-head">
        <div>
          <h2 id={id}>{title}</h2>
          {what && <p className="small muted">{what}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}

/** What a query brought; until then grey rows, and where it failed why. Old data stay on the screen while new data fail, and say so. */
export function Loaded<T>({ query, what, children }: { query: UseQueryResult<T>; what: string; children: (data: T) => ReactNode }) {
  const { t } = useTranslation()
  if (query.data === undefined)
    return query.error ? (
      <Trouble what={what} problem={problemOf(query.error)} retry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={4} height={52} />
    )
  return (
    <>
      {query.error && <InlineTrouble problem={problemOf(query.error)} safe={t('run.old')} />}
      {children(query.data)}
    </>
  )
}

type Wish = { method: 'POST' | 'PUT' | 'DELETE'; path: string; body?: unknown }
/** One write: what was done is said, and everything that it touched is read anew. */
export function useDeed<T = unknown>(
  touches: readonly string[],
  said: string | ((answer: T) => string) | null,
  then?: (answer: T) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ method, path, body }: Wish) =>
      method === 'POST' ? post<T>(path, body) : method === 'PUT' ? put<T>(path, body) : remove<T>(path),
    onSuccess: async (answer) => {
      if (said !== null) toast(typeof said === 'string' ? said : said(answer))
      then?.(answer)
      await Promise.all(touches.map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
}

/** Something to be handed on by hand: a link, a key, a command. */
export function Copyable({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(value).catch(() => undefined)
    setCopied(true)
  }
  return (
    <div className="copyable">
      <span className="visually-hidden">{label}</span>
      <code className="copy-value">{value}</code>
      <Button variant="default" size="xs" leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />} onClick={() => void copy()}>
        {copied ? t('run.copied') : t('run.copy')}
      </Button>
    </div>
  )
}

/** Some of many, by ticking. */
export function Checks<T extends string>(props: {
  legend: string
  all: readonly T[]
  chosen: readonly T[]
  name: (one: T) => string
  onChange: (chosen: T[]) => void
  /** Has the focus when the dialog opens. */
  autofocus?: boolean
}) {
  const { legend, all, chosen, name, onChange, autofocus } = props
  const toggle = (one: T) => onChange(all.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each))))
  return (
    <fieldset className="set-checks wide">
      <legend>{legend}</legend>
      {all.map((one) => (
        <label key={one} className="set-check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            data-autofocus={(autofocus && one === all[0]) || undefined}
            onChange={() => toggle(one)}
          />
          <span>{name(one)}</span>
        </label>
      ))}
    </fieldset>
  )
}
