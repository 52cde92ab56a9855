import type { Pack } from '../domain/regimes/pack'
import type { Db } from './db'
import type { Rules } from './rules'
import { type Simulated, simulate, type Wish } from './simulate'
import { listTenants } from './tenants'

/** The rule books as a firm sees them: which there are, and what a case would have to keep with the firm's own days. */
export const regimesOf = (db: Db, rules: Rules) => ({
  all: (): readonly Pack[] => rules.packs,
  simulate: async (tenant: string, wish: Wish): Promise<Simulated> => {
    const firm = (await listTenants(db)).find(({ id }) => id === tenant)
    return simulate(rules, wish, firm ? firm.settings : null)
  },
})
