import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useHere } from '../data/presence'
import { useMe, usersQuery } from '../data/queries'
import type { PersonHere } from '../data/types'
import './others-here.css'

/** My colleagues on a case, each with a name. */
export function useOthers(caseId: string): (PersonHere & { name: string })[] {
  const { t } = useTranslation()
  const me = useMe()?.user?.id
  const { data: people = [] } = useQuery(usersQuery)
  const others = useHere(caseId).filter(({ id }) => id !== me)
  return others.map((one) => ({ ...one, name: people.find(({ id }) => id === one.id)?.name ?? t('words.unknownPerson') }))
}

/** Who else looks (◌) or writes (✎), by sign and word; nothing where nobody is. */
export function OthersHere({ caseId, short = false }: { caseId: string; short?: boolean }) {
  const { t } = useTranslation()
  const others = useOthers(caseId)
  if (others.length === 0) return null
  return (
    <span className="others" data-others={others.map(({ typing }) => (typing ? 'typing' : 'viewing')).join(' ')}>
      {others.slice(0, 3).map(({ id, name, typing }) => (
        <span
          key={id}
          className={`other ${typing ? 'other-typing' : ''}`}
          title={t(typing ? 'writing.isWriting' : 'writing.isLooking', { name })}
        >
          <span aria-hidden="true">{typing ? '✎' : '◌'}</span>{' '}
          {short ? <bdi>{name.split(' ')[0]}</bdi> : t(typing ? 'writing.isWriting' : 'writing.isLooking', { name })}
          {short && <span className="visually-hidden">{t(typing ? 'writing.isWriting' : 'writing.isLooking', { name })}</span>}
        </span>
      ))}
      {others.length > 3 && <span className="num">+{others.length - 3}</span>}
    </span>
  )
}
