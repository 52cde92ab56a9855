import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCOPES_OF_REPLIES } from '../../domain/saved-replies'
import { problemOf } from '../data/client'
import { type Saved, useSaved } from '../data/saved'
import { Icon } from '../look/icons'
import { Empty, Skeleton, Trouble } from '../parts/states'
import { currentLanguage } from '../words/i18n'
import { SavedEditor } from './saved-editor'
import './saved.css'

type Filter = 'all' | 'macro' | (typeof SCOPES_OF_REPLIES)[number]
const FILTERS: readonly Filter[] = ['all', ...SCOPES_OF_REPLIES, 'macro']

/** Saved replies and macros: mine, my team's, everybody's; each entry holds all its languages. */
export function SavedReplies() {
  const { t } = useTranslation()
  const saved = useSaved()
  const client = useQueryClient()
  const [filter, setFilter] = useState<Filter>('all')
  const [open, setOpen] = useState<string | 'new reply' | 'new macro' | null>(null)
  const renew = async (id: string | null) => {
    await client.invalidateQueries({ queryKey: ['saved-replies'] })
    setOpen(id)
  }
  const rows = (saved.data ?? []).filter((one) => filter === 'all' || (filter === 'macro' ? one.kind === 'macro' : one.scope === filter))
  const chosen = saved.data?.find(({ id }) => id === open) ?? null
  return (
    <div className="screen saved">
      <div className="screen-head">
        <h1>{t('saved.title')}</h1>
        <div className="saved-filters" role="toolbar" aria-label={t('saved.show')}>
          {FILTERS.map((one) => (
            <button key={one} type="button" className="chip chip-button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {t(`saved.filter.${one}`)}
            </button>
          ))}
        </div>
        <span className="saved-new">
          <Button size="xs" leftSection={<Icon name="reply" size={16} />} onClick={() => setOpen('new reply')} data-new-reply>
            {t('saved.newReply')}
          </Button>
          <Button size="xs" variant="default" leftSection={<Icon name="check" size={16} />} onClick={() => setOpen('new macro')}>
            {t('saved.newMacro')}
          </Button>
        </span>
      </div>
      {saved.isPending && <Skeleton height={56} />}
      {saved.error && <Trouble what={t('saved.title')} problem={problemOf(saved.error)} retry={() => void saved.refetch()} />}
      {saved.data && (
        <div className={`saved-body ${open ? 'saved-open' : ''}`}>
          <List rows={rows} all={saved.data.length} filter={filter} open={open} setOpen={setOpen} clear={() => setFilter('all')} />
          {(chosen || open === 'new reply' || open === 'new macro') && (
            <SavedEditor
              key={open}
              it={chosen}
              kind={chosen?.kind ?? (open === 'new macro' ? 'macro' : 'reply')}
              replies={saved.data.filter(({ kind }) => kind === 'reply')}
              done={renew}
              close={() => setOpen(null)}
            />
          )}
        </div>
      )}
    </div>
  )
}

type ListProps = { rows: Saved[]; all: number; filter: Filter; open: string | null; setOpen: (id: string) => void; clear: () => void }
function List({ rows, all, filter, open, setOpen, clear }: ListProps) {
  const { t } = useTranslation()
  if (all === 0)
    return (
      <Empty icon="reply" title={t('saved.first')}>
        <p>{t('saved.firstWhat')}</p>
      </Empty>
    )
  if (rows.length === 0)
    return (
      <Empty
        icon="search"
        title={t('saved.noneHere', { filter: t(`saved.filter.${filter}`) })}
        action={
          <button type="button" className="link-button" onClick={clear}>
            {t('saved.showAll', { count: all })}
          </button>
        }
      />
    )
  return (
    <ul className="saved-list" aria-label={t('saved.title')}>
      {rows.map((one) => (
        <li key={one.id}>
          <button type="button" className="saved-row" aria-current={one.id === open} onClick={() => setOpen(one.id)} data-saved={one.title}>
            <Icon name={one.kind === 'macro' ? 'check' : 'reply'} size={16} />
            <bdi className="strong">{one.title}</bdi>
            {one.locked && <Icon name="lock" size={14} />}
            <span className="small muted">
              {t(`saved.filter.${one.scope}`)}
              {one.team ? ` · ${one.team}` : ''}
            </span>
            <span className="small muted trunc" dir="auto">
              {one.texts[currentLanguage()] ?? Object.values(one.texts)[0] ?? ''}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
