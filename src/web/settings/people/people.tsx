import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe, usersQuery } from '../../data/queries'
import type { Person } from '../../data/types'
import { useLanguageNames } from '../../words/language-names'
import { Loaded, Part } from '../parts'
import { Absences, AwayDialog } from './absences'
import { LeaveDialog } from './leave-dialog'
import { type Known, LinkDialog } from './link-dialog'
import { PersonDialog } from './person-dialog'
import { Rotas } from './rotas'

type Asked = { what: 'person' | 'leave' | 'away'; who: Person | null } | { what: 'link'; who: Known } | null

/** Who works here, in which team, tier, languages and skills, with how much room; who is away, and who is on call. */
export function People() {
  const { t } = useTranslation()
  const users = useQuery(usersQuery)
  const mayRun = useMay('admin')
  const [asked, ask] = useState<Asked>(null)
  const close = () => ask(null)
  const invited = (who: Known) => ask({ what: 'link', who })
  return (
    <>
      <Part
        title={t('staff.staff')}
        what={t('staff.staffWhat')}
        action={mayRun && <Button onClick={() => ask({ what: 'person', who: null })}>{t('staff.invite')}</Button>}
      >
        <Loaded query={users} what={t('staff.staff')}>
          {(people) => (
            <>
              <ul className="set-rows">
                {people
                  .filter(({ left }) => !left)
                  .map((person) => (
                    <PersonRow key={person.id} person={person} ask={(what) => ask({ what, who: person })} />
                  ))}
              </ul>
              {people.some(({ left }) => left) && <Gone people={people.filter(({ left }) => left)} ask={ask} />}
            </>
          )}
        </Loaded>
      </Part>
      <Absences />
      <Rotas />
      {asked?.what === 'person' && <PersonDialog person={asked.who} close={close} invited={invited} />}
      {asked?.what === 'link' && <LinkDialog person={asked.who} close={close} />}
      {asked?.what === 'leave' && asked.who && <LeaveDialog person={asked.who} close={close} />}
      {asked?.what === 'away' && asked.who && <AwayDialog person={asked.who} close={close} />}
    </>
  )
}

function PersonRow({ person, ask }: { person: Person; ask: (what: 'person' | 'link' | 'leave' | 'away') => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const mayRun = useMay('admin')
  const mayArrange = useMay('notices:write')
  return (
    <li className="set-row" data-person={person.name}>
      <PersonFacts person={person} />
      <div className="set-row-deeds">
        {!person.available && <span className="chip chip-due">{t('staff.notHere')}</span>}
        {mayArrange && (
          <Button variant="default" size="xs" onClick={() => ask('away')}>
            {t('staff.away')}
          </Button>
        )}
        {mayRun && (
          <>
            <Button variant="default" size="xs" onClick={() => ask('person')}>
              {t('staff.edit')}
            </Button>
            <Button variant="default" size="xs" onClick={() => ask('link')}>
              {t('staff.link')}
            </Button>
            {person.id !== me?.user?.id && (
              <Button variant="default" size="xs" onClick={() => ask('leave')}>
                {t('staff.leave')}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  )
}

function PersonFacts({ person }: { person: Person }) {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const skills = person.skills ?? []
  return (
    <div className="set-row-main">
      <span className="set-chips">
        <bdi className="strong">{person.name}</bdi>
        <span className="chip">{t(`words.role.${person.role}`)}</span>
        <span className="small muted">
          {t('words.tier', { tier: person.tier })} · <bdi>{person.team}</bdi>
        </span>
      </span>
      <span className="small muted">
        {person.email && (
          <>
            <bdi className="id">{person.email}</bdi> ·{' '}
          </>
        )}
        {names(person.languages)} · {t('staff.load', { load: person.load, capacity: person.capacity ?? 0 })}
        {skills.length > 0 &&
          ` · ${t('staff.knows', { topics: skills.map((topic) => t(`words.topic.${topic}`, { defaultValue: topic })).join(' · ') })}`}
      </span>
    </div>
  )
}

/** Those who left: their names stay on what they did, and they can come back. */
function Gone({ people, ask }: { people: readonly Person[]; ask: (asked: Asked) => void }) {
  const { t } = useTranslation()
  const mayRun = useMay('admin')
  return (
    <details>
      <summary className="small muted">{t('staff.gone', { count: people.length })}</summary>
      <ul className="set-rows">
        {people.map((person) => (
          <li key={person.id} className="set-row" data-person={person.name}>
            <PersonFacts person={person} />
            {mayRun && (
              <Button variant="default" size="xs" onClick={() => ask({ what: 'leave', who: person })}>
                {t('staff.back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
