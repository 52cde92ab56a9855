import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { TARGETS } from '../../../domain/escalation/policy'
import { usersQuery } from '../../data/queries'
import { onCallQuery } from '../people/queries'

/** Whom a level may tell: roles, whoever is on call, teams and people, each by the name that people know. */
export function useTargets() {
  const { t } = useTranslation()
  const { data: staff = [] } = useQuery(usersQuery)
  const { data: onCall } = useQuery(onCallQuery)
  const rotas = onCall?.data ?? []
  const here = staff.filter(({ left, role }) => !left && role !== 'auditor')
  const all = [
    ...TARGETS,
    ...rotas.map(({ id }) => `rota:${id}`),
    ...[...new Set(here.map(({ team }) => team))].map((team) => `team:${team}`),
    ...here.map(({ id }) => `person:${id}`),
  ]
  const nameOf = (target: string) => {
    const [kind = '', ...rest] = target.split(':')
    const who = rest.join(':')
    const word = t(`books.target.${kind}`, { defaultValue: kind })
    if (who === '') return word
    const named =
      kind === 'rota' ? rotas.find(({ id }) => id === who)?.title : staff.find(({ id }) => kind === 'person' && id === who)?.name
    return kind === 'person' && named ? named : `${word} ${named ?? who}`
  }
  return { all, nameOf }
}
