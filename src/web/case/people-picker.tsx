import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '../data/queries'
import { useLanguageNames } from '../words/language-names'

type Props = { label: string; value: string | null; onChange: (id: string | null) => void; nobody?: string; exclude?: string | null }

/** Who may have it: name, tier, languages, load, away or not. Nobody is an answer where `nobody` names it. */
export function PeoplePicker({ label, value, onChange, nobody, exclude }: Props) {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(usersQuery)
  const [words, setWords] = useState('')
  const names = useLanguageNames()
  const shown = people.filter(
    ({ id, name, team, left }) =>
      id !== exclude && !left && `${name} ${team}`.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()),
  )
  return (
    <div>
      <TextInput
        data-autofocus
        label={label}
        placeholder={t('people.search')}
        value={words}
        dir="auto"
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className="people" role="radiogroup" aria-label={label}>
        {nobody && (
          <label className="person">
            <input type="radio" name="person" checked={value === null} onChange={() => onChange(null)} />
            <span>{nobody}</span>
          </label>
        )}
        {shown.map((person) => (
          <label key={person.id} className="person">
            <input type="radio" name="person" checked={value === person.id} onChange={() => onChange(person.id)} />
            <bdi className="strong">{person.name}</bdi>
            <span className="small muted">
              {t('words.tier', { tier: person.tier })} · {person.team} · {names(person.languages)}
            </span>
            <span className={`small person-load ${person.available ? 'muted' : 'due'}`}>
              {person.available ? t('people.load', { count: person.load }) : t('people.away')}
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
