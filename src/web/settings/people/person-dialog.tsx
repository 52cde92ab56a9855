import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES } from '../../../domain/people'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { usersQuery } from '../../data/queries'
import { LANGUAGES } from '../../data/settings'
import type { Person } from '../../data/types'
import { useLanguageNames } from '../../words/language-names'
import { Checks, useDeed } from '../parts'
import { type Draft, draftOf, SKILLS, sayings } from './draft'
import type { Known } from './link-dialog'

type Props = { person: Person | null; close: () => void; invited: (person: Known) => void }

/** Somebody new, or somebody known with other facts. A new person's link comes right after, to be handed over by hand or by mail. */
export function PersonDialog({ person, close, invited }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(person))
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const { data: people = [] } = useQuery(usersQuery)
  const deed = useDeed<{ id: string; name: string }>(['users'], person ? t('staff.changed', { name: draft.name }) : null, ({ id }) => {
    if (person) close()
    else invited({ id, name: draft.name.trim(), email: draft.email.trim() || null })
  })
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={person ? t('staff.editWho', { name: person.name }) : t('staff.invite')}
      verb={person ? t('staff.save') : t('staff.inviteDo')}
      ready={draft.name.trim() !== '' && draft.languages.length > 0}
      onSubmit={() =>
        deed.mutate(
          person
            ? { method: 'PUT', path: `/users/${person.id}`, body: sayings(draft) }
            : { method: 'POST', path: '/users', body: sayings(draft) },
        )
      }
    >
      <Fields draft={draft} change={change} people={people} />
    </DeedDialog>
  )
}

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void; people: readonly Person[] }
function Fields({ draft, change, people }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <div className="set-form">
      <TextInput
        data-autofocus
        required
        label={t('staff.name')}
        value={draft.name}
        dir="auto"
        maxLength={120}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('staff.email')}
        description={t('staff.emailWhat')}
        type="email"
        dir="ltr"
        value={draft.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('staff.role')}
        value={draft.role}
        onChange={(event) => change({ role: event.currentTarget.value as Person['role'] })}
        data={ROLES.map((role) => ({ value: role, label: t(`words.role.${role}`) }))}
      />
      <NativeSelect
        label={t('staff.tier')}
        value={String(draft.tier)}
        onChange={(event) => change({ tier: Number(event.currentTarget.value) as Person['tier'] })}
        data={[1, 2, 3].map((tier) => ({ value: String(tier), label: t('words.tier', { tier }) }))}
      />
      <TextInput
        type="number"
        dir="ltr"
        label={t('staff.capacity')}
        min={0}
        max={10_000}
        value={draft.capacity}
        onChange={(event) => change({ capacity: Number(event.currentTarget.value) || 0 })}
      />
      <Belonging draft={draft} change={change} people={people} />
    </div>
  )
}

/** Team, languages and what they know best. */
function Belonging({ draft, change, people }: FieldsProps) {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const teams = useId()
  const spoken = [...new Set([...LANGUAGES, ...draft.languages, ...people.flatMap(({ languages }) => languages)])]
  return (
    <>
      <TextInput
        label={t('staff.team')}
        value={draft.team}
        dir="auto"
        list={teams}
        onChange={(event) => change({ team: event.currentTarget.value })}
      />
      <datalist id={teams}>
        {[...new Set(people.map(({ team }) => team))].map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
      <NativeSelect
        label={t('staff.language')}
        value={draft.language}
        onChange={(event) => change({ language: event.currentTarget.value })}
        data={LANGUAGES.map((language) => ({ value: language, label: names([language]) }))}
      />
      <Checks
        legend={t('staff.speaks')}
        all={spoken}
        chosen={draft.languages}
        name={(language) => names([language])}
        onChange={(languages) => change({ languages })}
      />
      <Checks
        legend={t('staff.skills')}
        all={[...new Set([...SKILLS, ...draft.skills])]}
        chosen={draft.skills}
        name={(topic) => t(`words.topic.${topic}`, { defaultValue: topic })}
        onChange={(skills) => change({ skills })}
      />
    </>
  )
}
