import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { toast } from '../../parts/toasts'
import { useDeed } from '../parts'
import { Dates } from './dates'
import { LastMonth, type Month } from './last-month'
import { draftOf, emptyRow, type PromiseDraft, type Written, writtenOf } from './promise-draft'
import { Hours, PromiseFields, RowForm } from './promise-rows'
import type { DateChange } from './queries'

type Change = { kept: boolean; open_clocks: number; new_cases: DateChange[]; last_month?: Month[] }

/** Promises, kinds of cases, branches and hours. Looked at first, kept on a second press; clocks that run keep their dates. */
export function PromisesDialog({ policy, close }: { policy: Written; close: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(policy))
  const [preview, setPreview] = useState<Change | null>(null)
  const change = (part: Partial<PromiseDraft>) => {
    setDraft((old) => ({ ...old, ...part }))
    setPreview(null)
  }
  const deed = useDeed<Change>(['service-policy', 'regimes', 'own-books'], null, (answer) => {
    if (!answer.kept) return setPreview(answer)
    toast(t('promises.kept'))
    close()
  })
  const rows = (name: 'closer' | 'branches') =>
    draft[name].map((row) => (
      <RowForm
        key={`${name}${row.key}`}
        row={row}
        branch={name === 'branches'}
        change={(next) => change({ [name]: draft[name].map((each) => (each.key === next.key ? next : each)) })}
        drop={() => change({ [name]: draft[name].filter(({ key }) => key !== row.key) })}
      />
    ))
  const add = (name: 'closer' | 'branches') => change({ [name]: [...draft[name], emptyRow(draft[name])] })
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('promises.title')}
      verb={t(preview ? 'books.keep' : 'books.look')}
      ready={draft.title.trim() !== ''}
      onSubmit={() =>
        deed.mutate({ method: 'PUT', path: '/service-policy', body: { ...writtenOf(policy, draft), preview: preview === null } })
      }
    >
      <p className="small muted">{t('promises.how')}</p>
      <TextInput
        data-autofocus
        required
        label={t('promises.name')}
        value={draft.title}
        dir="auto"
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <fieldset className="layer" data-row="house">
        <legend className="strong">{t('promises.house')}</legend>
        <PromiseFields promises={draft.house} change={(house) => change({ house })} />
      </fieldset>
      {rows('closer')}
      {rows('branches')}
      <div className="set-row-deeds">
        <Button variant="default" size="xs" onClick={() => add('closer')}>
          {t('promises.addCloser')}
        </Button>
        <Button variant="default" size="xs" onClick={() => add('branches')}>
          {t('promises.addBranch')}
        </Button>
      </div>
      <Hours draft={draft} change={change} />
      {preview && (
        <div role="status">
          <p>{t('adopt.clocks', { count: preview.open_clocks })}</p>
          <LastMonth months={preview.last_month ?? []} />
          <Dates changes={preview.new_cases} />
        </div>
      )}
    </DeedDialog>
  )
}
