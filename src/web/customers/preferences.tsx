import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, type Problem, problemOf, put } from '../data/client'
import { useMay } from '../data/queries'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { Checks } from '../settings/parts'
import { useLanguageNames } from '../words/language-names'
import { When } from '../words/when'
import type { Customer, Wishes } from './queries'

const LANGUAGES = ['en', 'th', 'zh', 'fa']
const AVOIDABLE = ['phone', 'sms', 'email', 'letter'] as const

/** How somebody wants to be answered and what they need; whoever answers sees it beside the words. */
export function PreferencesCard({ one }: { one: Customer }) {
  const { t } = useTranslation()
  const may = useMay('cases:write')
  const [changing, setChanging] = useState(false)
  return (
    <section className="card" aria-label={t('customers.preferences')}>
      <h2>{t('customers.preferences')}</h2>
      {changing ? <PreferencesForm one={one} close={() => setChanging(false)} /> : <PreferencesShown one={one} />}
      {may && !changing && (
        <Button size="xs" variant="default" onClick={() => setChanging(true)} data-change>
          {t('customers.change')}
        </Button>
      )}
    </section>
  )
}

function PreferencesShown({ one: { preferences, support_needs } }: { one: Customer }) {
  const { t } = useTranslation()
  const [channelName, languageNames] = [useChannelName(), useLanguageNames()]
  const { language, channel, avoids } = preferences
  const none = !language && !channel && avoids.length === 0 && support_needs.length === 0
  return (
    <ul className="customer-list small">
      {none && <li className="muted">{t('customers.noWish')}</li>}
      {language && <li>{t('customers.speaks', { language: languageNames([language]) })}</li>}
      {channel && <li>{t('customers.prefers', { channel: channelName(channel) })}</li>}
      {avoids.length > 0 && <li className="due">{t('customers.avoids', { channels: avoids.map(channelName).join(' · ') })}</li>}
      {support_needs.map(({ need, by, at }) => (
        <li key={need}>
          <span className="chip chip-due" dir="auto">
            {need}
          </span>{' '}
          <span className="muted">
            {by ?? t('customers.toldUs')} {at && <When at={at} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Wish = Wishes & { support_needs: string[] }
const wishOf = ({ preferences, support_needs }: Customer): Wish => ({
  ...preferences,
  support_needs: support_needs.map(({ need }) => need),
})

function PreferencesForm({ one, close }: { one: Customer; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [channelName, languageNames] = [useChannelName(), useLanguageNames()]
  const [wish, setWish] = useState(() => wishOf(one))
  const [seen, setSeen] = useState(one.etag)
  const [need, setNeed] = useState('')
  const needs = need.trim() === '' ? wish.support_needs : [...wish.support_needs, need.trim()]
  const renew = () => client.fetchQuery({ queryKey: ['customer', one.id], queryFn: () => get<Customer>(`/customers/${one.id}`) })
  const save = useMutation({
    mutationFn: (etag: string) => put<Customer>(`/customers/${one.id}/preferences`, { ...wish, support_needs: needs }, etag),
    onSuccess: async () => {
      toast(t('customers.saved'))
      close()
      await client.invalidateQueries({ queryKey: ['customer'] })
    },
  })
  const theirs = async () => {
    const now = await renew()
    setWish(wishOf(now))
    setSeen(now.etag)
    save.reset()
  }
  const languages = [...new Set([...LANGUAGES, ...(wish.language ? [wish.language] : [])])]
  const channels = [...new Set([...one.identities.map(({ kind }) => kind), ...(wish.channel ? [wish.channel] : [])])]
  const avoidable = [...new Set([...AVOIDABLE, ...wish.avoids])]
  return (
    <form
      className="customer-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(seen)
      }}
    >
      <Select
        label={t('customers.language')}
        data={languages.map((value) => ({ value, label: languageNames([value]) }))}
        value={wish.language}
        clearable
        onChange={(language) => setWish({ ...wish, language })}
      />
      <Select
        label={t('customers.channel')}
        data={channels.map((value) => ({ value, label: channelName(value) }))}
        value={wish.channel}
        clearable
        onChange={(channel) => setWish({ ...wish, channel })}
      />
      <Checks
        legend={t('customers.notBy')}
        all={avoidable}
        chosen={wish.avoids}
        name={channelName}
        onChange={(avoids) => setWish({ ...wish, avoids })}
      />
      <Needs all={wish.support_needs} keep={(support_needs) => setWish({ ...wish, support_needs })} />
      <TextInput label={t('customers.addNeed')} value={need} maxLength={300} onChange={(event) => setNeed(event.currentTarget.value)} />
      {save.error && <Conflict problem={problemOf(save.error)} mine={async () => save.mutate((await renew()).etag)} theirs={theirs} />}
      <div className="form-end">
        <Button variant="default" size="xs" onClick={close}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" size="xs" loading={save.isPending}>
          {t('customers.save')}
        </Button>
      </div>
    </form>
  )
}

function Needs({ all, keep }: { all: readonly string[]; keep: (all: string[]) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="customer-list small" aria-label={t('customers.needs')}>
      {all.map((need) => (
        <li key={need} className="customer-join">
          <span dir="auto">{need}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('customers.removeNeed', { need })}
            onClick={() => keep(all.filter((one) => one !== need))}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Somebody changed the same meanwhile: both ways out are one press each, and nothing that was typed is lost. */
function Conflict({ problem, mine, theirs }: { problem: Problem; mine: () => Promise<void>; theirs: () => Promise<void> }) {
  const { t } = useTranslation()
  return (
    <InlineTrouble problem={problem}>
      {problem.code === 'changed_meanwhile' && (
        <span className="customer-deeds" data-conflict>
          <Button size="xs" variant="default" onClick={() => void mine()}>
            {t('customers.keepMine')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void theirs()}>
            {t('customers.takeTheirs')}
          </Button>
        </span>
      )}
    </InlineTrouble>
  )
}
