import type { RuleBody, RuleState, StoredRule, Tried } from '../actions/detector-needs'
import { audited } from './audited'
import { type Db, inTenant, type Row } from './db'
import { toFinding } from './rows'

const COLUMNS = 'name, version, kind, state, body, tested, made_at as "madeAt", made_by as "madeBy"'

/** What is in force, by name. */
export const liveRules = (db: Db, tenant: string): Promise<StoredRule[]> =>
  inTenant(db, tenant, (query) =>
    query<StoredRule>(
      `select * from (select distinct on (name) ${COLUMNS} from detector_rule where tenant_id = $1 and state <> 'draft' order by name, version desc) it
        where state = 'live'`,
      [tenant],
    ),
  )

/** The newest version of each, drafts too, and without those that were removed. */
export const newestRules = (db: Db, tenant: string): Promise<StoredRule[]> =>
  inTenant(db, tenant, (query) =>
    query<StoredRule>(
      `select * from (select distinct on (name) ${COLUMNS} from detector_rule where tenant_id = $1 order by name, version desc) it where state <> 'removed'`,
      [tenant],
    ),
  )

/** Adds a version, with its line in the audit; the versions before it stay as they were. */
export const putRule = (
  db: Db,
  tenant: string,
  it: { name: string; kind: StoredRule['kind']; state: RuleState; body: RuleBody; tested: StoredRule['tested']; by: string; at: number },
): Promise<number> =>
  audited(db, tenant, async (query) => {
    const [row] = await query<{ version: number }>(
      `insert into detector_rule (tenant_id, name, version, kind, state, body, tested, made_at, made_by)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), $8 from detector_rule where tenant_id = $1 and name = $2
       returning version`,
      [tenant, it.name, it.kind, it.state, JSON.stringify(it.body), it.tested && JSON.stringify(it.tested), it.at, it.by],
    )
    const { version } = row!
    const data = { version, kind: it.kind, state: it.state, body: it.body, tested: it.tested }
    return { result: version, entry: { at: it.at, actor: it.by, action: `detector_rule.${it.state}`, subject: it.name, data } }
  })

/** The newest messages that were understood, to try a rule on. */
export const latestMessages = (db: Db, tenant: string, limit: number): Promise<Tried[]> =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select m.id, m.text, m.lang, m.public, m.channel, to_jsonb(f.*) as found from message m join finding f on f.tenant_id = $1 and f.message_id = m.id
        where m.tenant_id = $1 and m.direction = 'in' and f.finding is not null order by m.id desc limit $2`,
      [tenant, limit],
    )
    return rows.map((row): Tried => {
      const { finding, severity, disposition } = toFinding(row['found'] as Row)
      const {
        id,
        text,
        lang,
        public: open,
        channel,
      } = row as Pick<Tried, 'id' | 'text'> & { lang: string | null; public: boolean; channel: string }
      return { id, text, about: { lang, public: open, channel }, finding: finding!, severity, disposition }
    })
  })
