import type { AddressSearch } from '../actions/reads'
import { isAddress, masked } from '../domain/customers'
import type { Principal } from './services'

export type Sight = ReturnType<typeof sightOf>

/**
 * What a caller sees of where a customer can be written to: all of it with the right to contact data, otherwise enough to tell two apart.
 * What people wrote in their own words stays as they wrote it.
 */
export function sightOf({ scopes }: Pick<Principal, 'scopes'>) {
  const whole = scopes.includes('contacts:read')
  const address = <T extends string | null>(it: T) => (whole || it === null ? it : masked(it))
  /** Whoever may not see an address must not find it out piece by piece. */
  const searches: AddressSearch = whole ? 'piece' : 'whole'
  return { whole, searches, address, name: (it: string | null) => (it !== null && isAddress(it) ? address(it) : it) }
}
