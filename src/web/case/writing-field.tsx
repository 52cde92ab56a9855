import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { RIGHTS } from '../../domain/rights'
import { ranked } from '../../domain/saved-replies'
import { post } from '../data/client'
import type { DraftKeeper } from '../data/drafts'
import { usersQuery } from '../data/queries'
import { useSaved } from '../data/saved'
import type { CaseFull, Mode } from '../data/types'
import { pressed } from '../keys/press'
import { directionOf } from '../words/direction'
import { type Entry, useInlineMenu } from './inline-menu'
import { useWordsOf } from './reply-words'

type Props = {
  one: CaseFull
  mode: Mode
  keeper: DraftKeeper
  text: string
  label: string
  field: RefObject<HTMLTextAreaElement | null>
  typed: () => void
  close: () => void
}

/** Where words are written: `/` puts in a saved reply, in a note `@` calls a colleague. */
export function WritingField({ one, mode, keeper, text, label, field, typed, close }: Props) {
  const { t } = useTranslation()
  const replies = useReplyEntries(one)
  const people = usePeopleEntries()
  const menu = useInlineMenu({
    sign: mode === 'note' ? '@' : '/',
    label: t(mode === 'note' ? 'saved.people' : 'saved.title'),
    entries: mode === 'note' ? people : replies,
    text,
    field,
    put: (next) => keeper.edit({ text: next }),
    chosen: ({ id }) => {
      if (mode !== 'note') void post(`/saved-replies/${id}/uses`, {}).catch(() => undefined)
    },
  })
  return (
    <>
      <Textarea
        ref={field}
        variant="unstyled"
        aria-label={label}
        placeholder={label}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        dir={directionOf(text)}
        {...menu.names}
        onChange={(event) => {
          keeper.edit({ text: event.currentTarget.value })
          typed()
        }}
        onSelect={menu.follow}
        onKeyDown={(event) => {
          if (!menu.onKeyDown(event) && pressed(event.nativeEvent) === 'Escape') close()
        }}
      />
      {menu.list}
    </>
  )
}

/** Saved replies for this case, each in the customer's language and with what is known of the case filled in. */
function useReplyEntries(one: CaseFull) {
  const { data = [] } = useSaved()
  const wordsOf = useWordsOf(one)
  const about = { topics: one.topics ?? [], channel: one.reply_channel.channel, language: one.lang }
  return (query: string): Entry[] =>
    ranked(
      data.filter(({ kind }) => kind === 'reply'),
      query,
      about,
    ).map((reply) => {
      const words = wordsOf(reply)
      return { id: reply.id, name: reply.title, hint: words.slice(0, 120), words }
    })
}

/** Colleagues and teams who may read the case, by the beginning of a name. */
function usePeopleEntries() {
  const { t } = useTranslation()
  const { data = [] } = useQuery(usersQuery)
  const able = data.filter(({ role }) => RIGHTS[role].includes('cases:read'))
  return (query: string): Entry[] => {
    const wanted = query.toLocaleLowerCase()
    const people = able.map(({ id, name, team }) => ({ id, name, hint: team, words: `@${name} ` }))
    const teams = [...new Set(able.map(({ team }) => team))].map((team) => ({
      id: team,
      name: team,
      hint: t('saved.wholeTeam'),
      words: `@${team} `,
    }))
    return [...people, ...teams].filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  }
}
