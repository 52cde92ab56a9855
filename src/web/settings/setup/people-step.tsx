import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '../../data/queries'
import { Loaded } from '../parts'
import { type Known, LinkDialog } from '../people/link-dialog'
import { PersonDialog } from '../people/person-dialog'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'

type Asked = 'person' | Known | null

/** Who works here. An invitation is a link to copy: nothing needs mail on the first day. */
export function PeopleStep({ done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  const users = useQuery(usersQuery)
  const [asked, ask] = useState<Asked>(null)
  const close = () => ask(null)
  return (
    <StepFrame title={t('setup.step.people')} what={t('setup.peopleWhat')} next={done} skip={skip} pending={pending}>
      <Loaded query={users} what={t('setup.step.people')}>
        {(people) => (
          <ul className="setup-more" data-people>
            {people
              .filter(({ left }) => !left)
              .map(({ id, name, role }) => (
                <li key={id}>
                  <bdi className="strong">{name}</bdi> <span className="muted">{t(`words.role.${role}`)}</span>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <div>
        <Button variant="default" onClick={() => ask('person')} data-invite>
          {t('staff.invite')}
        </Button>
      </div>
      <p className="small">
        {t('setup.onCall')} <Link to="/settings/people">{t('setup.toPeople')}</Link>
      </p>
      {asked === 'person' && <PersonDialog person={null} close={close} invited={ask} />}
      {asked !== null && asked !== 'person' && <LinkDialog person={asked} close={close} />}
    </StepFrame>
  )
}
