import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../data/client'
import type { CaseRow, MessageRow, Page } from '../data/types'
import { composing } from '../keys/press'
import { SeverityMark } from '../look/severity'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'

type Props = { message: MessageRow; picking: boolean; setPicking: (on: boolean) => void; choose: (caseId: string) => void }

/** Cases that this message may belong to: the same person's first; any other by its reference. */
export function Duplicates({ message, picking, setPicking, choose }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const same = useSamePerson(message)
  const found = useSearched(words.trim())
  const offered = words.trim() ? found : same
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (picking) field.current?.focus()
  }, [picking])
  if (!picking && same.length === 0) return null
  return (
    <section className="same" aria-label={t('triage.same')}>
      <h3>{picking ? t('triage.sameWhich') : t('triage.same')}</h3>
      {picking && (
        <TextInput
          ref={field}
          aria-label={t('triage.sameSearch')}
          placeholder={t('triage.sameSearch')}
          value={words}
          dir="auto"
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (composing(event.nativeEvent)) return
            if (event.key === 'Escape') setPicking(false)
            if (event.key === 'Enter' && offered[0]) choose(offered[0].id)
          }}
        />
      )}
      {picking && offered.length === 0 && <p className="small muted">{t('triage.sameNone')}</p>}
      <ul>
        {offered.slice(0, 4).map((one) => (
          <li key={one.id}>
            <button type="button" className="same-case" onClick={() => choose(one.id)}>
              <SeverityMark of={one.severity} word={false} size={18} />
              <bdi className="id strong">{one.reference}</bdi>
              <WordsOf className="trunc" text={one.summary} lang={one.lang} oneLine />
              <span className="muted small">
                {one.contact.id !== null && one.contact.id === message.contact.id ? t('triage.samePerson') : null}{' '}
                <When at={one.opened_at} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useSamePerson({ contact }: MessageRow): CaseRow[] {
  const who = contact.id ?? null
  const { data } = useQuery({
    queryKey: ['same', who],
    queryFn: ({ signal }) => get<Page<CaseRow>>(query('/cases', { contact: who, kind: 'all', limit: 50 }), signal),
    enabled: who !== null,
    staleTime: 30_000,
  })
  return (data?.data ?? []).filter((one) => one.state !== 'closed' && one.contact.id === who)
}

function useSearched(words: string): CaseRow[] {
  const { data } = useQuery({
    queryKey: ['palette', words],
    queryFn: ({ signal }) => get<Page<CaseRow>>(query('/cases', { q: words, kind: 'all', limit: 6 }), signal),
    enabled: words.length >= 2,
  })
  return data?.data ?? []
}
