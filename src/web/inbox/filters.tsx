import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageRow } from '../data/types'
import { composing } from '../keys/press'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'

type Search = { view?: string | undefined; channel?: string | undefined; lang?: string | undefined; q?: string | undefined }
type Props = { search: Search; rows: readonly MessageRow[]; change: (next: Search) => void; withView?: boolean }

const COMMON = ['email', 'web_form', 'api', 'manual']
const seen = new Set(COMMON)

/** Filters of a message list; what they say stands in the URL. */
export function MessageFilters({ search, rows, change, withView = false }: Props) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  for (const { channel } of rows) seen.add(channel)
  if (search.channel) seen.add(search.channel)
  const channels = [...seen].sort((a, b) => channelName(a).localeCompare(channelName(b)))
  const any = (label: string) => ({ value: '', label })
  return (
    <search className="filters">
      {withView && (
        <NativeSelect
          aria-label={t('filters.view')}
          value={search.view ?? ''}
          onChange={(event) => change({ view: event.currentTarget.value })}
          data={[any(t('filters.allMessages')), { value: 'quarantine', label: t('filters.quarantine') }]}
        />
      )}
      <NativeSelect
        aria-label={t('filters.channel')}
        value={search.channel ?? ''}
        onChange={(event) => change({ channel: event.currentTarget.value })}
        data={[any(t('filters.allChannels')), ...channels.map((value) => ({ value, label: channelName(value) }))]}
      />
      <NativeSelect
        aria-label={t('filters.language')}
        value={search.lang ?? ''}
        onChange={(event) => change({ lang: event.currentTarget.value })}
        data={[
          any(t('filters.allLanguages')),
          ...['en', 'th', 'zh', 'fa'].map((value) => ({ value, label: t(`words.language.${value}`) })),
        ]}
      />
      {withView && <SearchField value={search.q ?? ''} change={(q) => change({ q })} />}
    </search>
  )
}

/** Waits for a pause in typing, and for the input method to be done, before it searches. */
export function SearchField({ value, change }: { value: string; change: (words: string) => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState(value)
  const [busy, setBusy] = useState(false)
  useEffect(() => setWords(value), [value])
  useEffect(() => {
    if (busy || words === value) return
    const timer = setTimeout(() => change(words), 300)
    return () => clearTimeout(timer)
  }, [busy, words, value, change])
  return (
    <TextInput
      type="search"
      data-search
      aria-label={t('filters.search')}
      placeholder={t('filters.search')}
      leftSection={<Icon name="search" size={16} />}
      value={words}
      dir="auto"
      onCompositionStart={() => setBusy(true)}
      onCompositionEnd={() => setBusy(false)}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !composing(event.nativeEvent)) event.currentTarget.blur()
      }}
    />
  )
}
