export type Column = readonly [
  column: string,
  key: string,
  type: 'uuid' | 'text' | 'timestamptz' | 'json' | 'int' | 'bigint' | 'bool' | 'text[]' | 'uuid[]' | 'bytea',
]
export type Table = { columns: readonly Column[]; conflict: string | null }

const same = (names: string, type: Column[2]) => names.split(' ').map((n) => [n, n, type] as const)
const moments = (names: string) => names.split(' ').map((n) => [n, camel(n), 'timestamptz'] as const)
const words = (names: string, type: Column[2] = 'text') => names.split(' ').map((n) => [n, camel(n), type] as const)
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** What `commit` may write: the columns of each table beside the names of our rows. One list, from which the SQL is made. */
export const TABLES = {
  contact: {
    columns: [
      ...words('id', 'uuid'),
      ...words('name language bio'),
      ...words('support_needs', 'text[]'),
      ...words('followers', 'int'),
      ...words('verified demo', 'bool'),
      ...moments('created_at'),
    ],
    conflict: null,
  },
  identity: {
    columns: [...same('kind value shown', 'text'), ['contact_id', 'contactId', 'uuid']],
    conflict: '(tenant_id, kind, value) do nothing',
  },
  message: {
    columns: [
      ...words('id author', 'uuid'),
      ...words('direction channel source_key text lang in_reply_to'),
      ...words('public demo', 'bool'),
      ...moments('sent_at received_at'),
    ],
    conflict: null,
  },
  finding: {
    columns: [
      ...words('message_id decided_by contact_id case_id', 'uuid'),
      ...words('state reason disposition severity'),
      ['finding', 'finding', 'json'],
      ...moments('at'),
    ],
    conflict: 'update (tenant_id, message_id)',
  },
  cases: {
    columns: [
      ...words('id owner contact_id', 'uuid'),
      ...words('number', 'bigint'),
      ...words('tier priority reopened messages events', 'int'),
      ...words('reference kind state severity team routing_reason channel lang summary outcome remedy'),
      ['topics', 'topics', 'text[]'],
      ['because', 'because', 'json'],
      ...words('high_risk imported demo', 'bool'),
      ...moments('opened_at received_at acknowledged_at answered_at closed_at last_message_at breach_at snoozed_until'),
    ],
    conflict: 'update (tenant_id, id)',
  },
  case_event: {
    columns: [['case_id', 'caseId', 'uuid'], ['seq', 'seq', 'int'], ...moments('at'), ...same('by kind', 'text'), ['data', 'data', 'json']],
    conflict: null,
  },
  case_message: { columns: words('case_id message_id', 'uuid'), conflict: '(tenant_id, case_id, message_id) do nothing' },
  clock: {
    columns: [
      ...words('id case_id', 'uuid'),
      ...words(
        'milestone kind basis regime regime_version class obligation reference evidence title state calendar calendar_version time_zone tz_version',
      ),
      ...words('holidays_assumed', 'bool'),
      ...moments('started_at due_at warn_at met_at missed_at wake_at'),
      ['marks', 'marks', 'json'],
    ],
    conflict: 'update (tenant_id, id)',
  },
  escalation: {
    columns: [
      ...words('case_id next_person', 'uuid'),
      ...words('policy policy_version stopped_by'),
      ['level', 'level', 'int'],
      ['told', 'told', 'uuid[]'],
      ...moments('started_at next_at stopped_at'),
      ['frozen', 'frozen', 'json'],
      ['acks', 'acks', 'text[]'],
    ],
    conflict: 'update (tenant_id, case_id, policy)',
  },
  alert: {
    columns: [
      ...words('id case_id', 'uuid'),
      ...words('cause severity acknowledged_by over_because'),
      ['cases', 'cases', 'uuid[]'],
      ...moments('opened_at updated_at acknowledged_at over_at'),
      ['demo', 'demo', 'bool'],
    ],
    conflict: 'update (tenant_id, id)',
  },
  question: {
    columns: [
      ...words('id case_id', 'uuid'),
      ...words('asked_by to_name to_address text shown answer'),
      ...moments('asked_at due_at answered_at withdrawn_at'),
    ],
    conflict: 'update (tenant_id, id)',
  },
  approval: {
    columns: [
      ...words('id case_id seen_message_id notice_id', 'uuid'),
      ...words('author severity state text'),
      ['reasons', 'reasons', 'text[]'],
      ['version', 'version', 'int'],
      ...same('way reply steps', 'json'),
      ...moments('submitted_at due_at decided_at'),
      ['demo', 'demo', 'bool'],
    ],
    conflict: 'update (tenant_id, id)',
  },
  notice: {
    columns: [
      ...words('id user_id case_id message_id', 'uuid'),
      ...words('dedupe_key kind audience to_name to_address channel subject body lang state reason'),
      ['data', 'data', 'json'],
      ...moments('created_at send_after'),
      ['demo', 'demo', 'bool'],
    ],
    conflict: '(tenant_id, dedupe_key) do nothing',
  },
  deed: {
    columns: [...words('id', 'uuid'), ...words('by kind'), ...moments('at until'), ['before', 'before', 'json']],
    conflict: null,
  },
  correction: {
    columns: [...words('id message_id by_user', 'uuid'), ...moments('at'), ['data', 'data', 'json']],
    conflict: null,
  },
  pending: { columns: [['message_id', 'messageId', 'uuid'], ...moments('since'), ['attempts', 'attempts', 'int']], conflict: null },
  draft: {
    columns: [
      ...words('user_id case_id', 'uuid'),
      ...words('mode text'),
      ['final', 'final', 'bool'],
      ['send_key', 'key', 'text'],
      ['files', 'files', 'uuid[]'],
      ...moments('saved_at'),
    ],
    conflict: '(tenant_id, user_id, case_id, mode) do nothing',
  },
  upload: { columns: [...words('id user_id case_id', 'uuid'), ...moments('at')], conflict: '(tenant_id, id) do nothing' },
  audit: {
    columns: [['seq', 'seq', 'bigint'], ...moments('at'), ...same('actor action subject body', 'text'), ['hash', 'hash', 'bytea']],
    conflict: null,
  },
} satisfies Record<string, Table>
