import type { Handler, Route } from './route'

/** What the doctor finds of this firm and this machine, each by a code that the console has words for. */
const getFindings: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [directory, { findings, trouble }] = await Promise.all([services.directory(tenant), services.doctor(tenant)])
  const health = services.health()
  return {
    version: health.version,
    backlog: health.backlog,
    disk: health.disk && { free_mb: health.disk.freeMb, low: health.disk.low },
    /** The last thing that a loop of this process stumbled over; null where none did since it started. */
    trouble,
    data: findings.map(({ check, ...rest }) => ({ code: codeOf(check, directory.tenant.name), check, ...rest })),
  }
}

/** `backlog of Mill Lane` → `backlog`; a way out has a name of its own and is a `way`. */
function codeOf(check: string, firm: string) {
  const own = check.endsWith(` of ${firm}`) ? check.slice(0, -` of ${firm}`.length) : check
  const code = own.replaceAll(' ', '_')
  return CODES.has(code) ? code : 'way'
}
const CODES = new Set([
  ...['node', 'disk', 'durability', 'search', 'schema', 'clock_drift', 'console', 'clocks', 'store'],
  ...['escalation', 'rule_books', 'holidays', 'ways_out', 'what_waits', 'backlog', 'quarantine', 'outbox', 'audit', 'detector', 'rules'],
])

export const HEALTH_ROUTES: Route[] = [
  { method: 'GET', url: '/api/v1/doctor', who: 'admin', summary: 'What the doctor finds, and what to do', handle: getFindings },
]
