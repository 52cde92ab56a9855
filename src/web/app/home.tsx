import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { landing } from '../../domain/screens'
import { useMe, useRights } from '../data/queries'
import { setupQuery, untouched } from '../settings/setup/queries'

/** The desk's own address leads to where this person's work begins; on a desk that nobody has set up, to the five steps. */
export function Home() {
  const [me, rights] = [useMe(), useRights()]
  const asks = me !== undefined && !me.tenant.demo && rights.includes('admin')
  const setup = useQuery({ ...setupQuery, enabled: asks })
  if (!me || (asks && setup.isPending)) return null
  return <Navigate to={asks && setup.data && untouched(setup.data) ? '/settings/setup' : landing(rights, me.tenant.demo)} replace />
}
