import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe, usersQuery } from '../data/queries'
import type { Person } from '../data/types'

/** The people who can give somebody a right, each with a letter begun where an address is known. */
export function WhoGrants({ what }: { what: string }) {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(usersQuery)
  const grantors = people.filter(({ role }) => role === 'administrator')
  if (grantors.length === 0) return <p>{t('states.whoGrants')}</p>
  return (
    <>
      <p>{t('rail.askThem')}</p>
      <ul className="grantors">
        {grantors.map((person) => (
          <li key={person.id}>
            <bdi className="strong">{person.name}</bdi> <Ask person={person} what={what} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Ask({ person, what }: { person: Person; what: string }) {
  const { t } = useTranslation()
  const name = useMe()?.user?.name ?? ''
  if (!person.email) return null
  const subject = encodeURIComponent(t('rail.askSubject', { screen: what }))
  const body = encodeURIComponent(t('rail.askBody', { screen: what, name, address: location.href }))
  return <a href={`mailto:${person.email}?subject=${subject}&body=${body}`}>{t('rail.ask')}</a>
}
