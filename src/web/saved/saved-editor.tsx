import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReplyScope, SCOPES_OF_REPLIES, VARIABLES } from '../../domain/saved-replies'
import { newKey, post, problemOf, put, remove } from '../data/client'
import { useMay } from '../data/queries'
import type { Saved } from '../data/saved'
import { LANGUAGES } from '../data/settings'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { directionOf } from '../words/direction'
import { useLanguageNames } from '../words/language-names'
import { Steps } from './steps'

type Wish = Pick<Saved, 'title' | 'scope' | 'locked' | 'texts' | 'topics' | 'channels' | 'steps'>
type Props = {
  it: Saved | null
  kind: Saved['kind']
  replies: readonly Saved[]
  done: (id: string | null) => Promise<void>
  close: () => void
}
const EMPTY: Wish = { title: '', scope: 'mine', locked: false, texts: {}, topics: [], channels: [], steps: [] }

/** One saved reply with all its languages, or one macro with its steps. What may not be changed can be read. */
export function SavedEditor({ it, kind, replies, done, close }: Props) {
  const { t } = useTranslation()
  const leads = useMay('notices:write')
  const [wish, setWish] = useState<Wish>(it ?? EMPTY)
  const mine = it === null || it.may_change
  const change = (what: Partial<Wish>) => setWish((old) => ({ ...old, ...what }))
  const { saving, removing } = useDeeds(it, kind, wish, done)
  const problem = saving.error ?? removing.error
  const scopes = SCOPES_OF_REPLIES.filter((scope) => scope !== 'company' || leads || wish.scope === 'company')
  return (
    <form
      className="saved-editor"
      aria-label={wish.title || t(kind === 'macro' ? 'saved.newMacro' : 'saved.newReply')}
      onSubmit={(event) => {
        event.preventDefault()
        if (mine && !saving.isPending) saving.mutate()
      }}
    >
      {!mine && <p className="muted small">{t('saved.readOnly')}</p>}
      <fieldset disabled={!mine} className="saved-fields">
        <TextInput
          label={t('saved.name')}
          required
          value={wish.title}
          dir="auto"
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('saved.forWhom')}
          value={wish.scope}
          data={scopes.map((scope) => ({ value: scope, label: t(`saved.filter.${scope}`) }))}
          onChange={(event) => change({ scope: event.currentTarget.value as ReplyScope })}
        />
        {leads && wish.scope !== 'mine' && (
          <Checkbox label={t('saved.locked')} checked={wish.locked} onChange={(event) => change({ locked: event.currentTarget.checked })} />
        )}
        {kind === 'reply' ? (
          <Texts wish={wish} change={change} />
        ) : (
          <Steps steps={wish.steps} replies={replies} change={(steps) => change({ steps })} />
        )}
      </fieldset>
      {problem && <InlineTrouble problem={problemOf(problem)} safe={t('states.textSafe')} />}
      <div className="form-end">
        {it && mine && (
          <Button variant="subtle" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('saved.remove')}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {t('shell.close')}
        </Button>
        {mine && (
          <Button type="submit" loading={saving.isPending} disabled={wish.title.trim() === ''}>
            {t('saved.save')}
          </Button>
        )}
      </div>
    </form>
  )
}

function useDeeds(it: Saved | null, kind: Saved['kind'], wish: Wish, done: Props['done']) {
  const { t } = useTranslation()
  const [key] = useState(newKey)
  const saving = useMutation({
    mutationFn: () => {
      const { title, scope, locked, texts, topics, channels, steps } = wish
      const body = {
        kind,
        title,
        scope,
        locked,
        texts,
        topics: topics.filter(Boolean),
        channels,
        steps,
        ...(it?.team && scope === 'team' ? { team: it.team } : {}),
      }
      return it ? put<Saved>(`/saved-replies/${it.id}`, body) : post<Saved>('/saved-replies', body, key)
    },
    onSuccess: async ({ id }) => {
      await done(id)
      toast(t('saved.saved'))
    },
  })
  const removing = useMutation({ mutationFn: () => remove(`/saved-replies/${it?.id}`), onSuccess: () => done(null) })
  return { saving, removing }
}

function Texts({ wish, change }: { wish: Wish; change: (what: Partial<Wish>) => void }) {
  const { t } = useTranslation()
  const names = useLanguageNames()
  return (
    <>
      {LANGUAGES.map((language) => (
        <Textarea
          key={language}
          label={names([language])}
          autosize
          minRows={2}
          maxRows={10}
          lang={language}
          dir={directionOf(wish.texts[language] ?? '')}
          value={wish.texts[language] ?? ''}
          onChange={(event) => change({ texts: { ...wish.texts, [language]: event.currentTarget.value } })}
        />
      ))}
      <p className="small muted">
        {t('saved.variables')}{' '}
        {VARIABLES.map((name) => (
          <code key={name} className="id saved-variable" title={t(`saved.variable.${name}`)}>{`{{${name}}}`}</code>
        ))}
      </p>
      <TextInput
        label={t('saved.topics')}
        description={t('saved.topicsHow')}
        value={wish.topics.join(', ')}
        onChange={(event) => change({ topics: listOf(event.currentTarget.value) })}
      />
    </>
  )
}

/** As it is typed: a comma at the end stays until the next word. */
const listOf = (text: string) => text.split(/\s*,\s*/).filter((word, i, all) => word !== '' || i === all.length - 1)
