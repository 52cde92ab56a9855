import { Navigate } from '@tanstack/react-router'
import { landing } from '../../domain/screens'
import { useMe, useRights } from '../data/queries'

/** The desk's own address leads to where this person's work begins. */
export function Home() {
  const [me, rights] = [useMe(), useRights()]
  return me ? <Navigate to={landing(rights, me.tenant.demo)} replace /> : null
}
