import { Link } from '@tanstack/react-router'
import { ContactName } from '../parts/contact'
import type { CustomerRow } from './queries'

/** Name or first address of a customer, as a way to their page where that helps. */
export function CustomerName({ of, link = false }: { of: Pick<CustomerRow, 'id' | 'name' | 'identities'>; link?: boolean }) {
  const name = <ContactName contact={{ name: of.name, handle: of.identities[0]?.shown ?? null }} />
  if (!link) return <span className="strong">{name}</span>
  return (
    <Link className="customer-link strong trunc" to="/customers/$id" params={{ id: of.id }} tabIndex={-1}>
      {name}
    </Link>
  )
}
