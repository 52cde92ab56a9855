import type { Moment } from '../domain/moment'
import type { Scope } from '../domain/rights'
import type { StaffChange, StaffFacts, StaffRefusal } from '../domain/staff'
import type { WayOut } from '../domain/ways-out'

/** What routes lean on where somebody runs the desk: people, keys, ways in, health, the audit. */
export type RunningServices = {
  people: {
    add(tenant: string, facts: StaffFacts, by: string): Promise<{ id: string } | { refused: StaffRefusal }>
    change(tenant: string, id: string, change: StaffChange, by: string): Promise<{ id: string } | { refused: StaffRefusal }>
    /** Ends their part in the desk and gives their open cases to somebody, or back to the team (`to` null). May be called again. */
    leave(
      tenant: string,
      id: string,
      to: string | null,
      by: string,
    ): Promise<{ handedOver: number; kept: number } | { refused: StaffRefusal }>
    /** A link that signs them in once; `mail` also puts it into the outbox. Null where nobody of this id is on the staff. */
    link(tenant: string, id: string, mail: boolean): Promise<{ url: string; until: Moment } | null>
    sessions(tenant: string, userId: string): Promise<{ id: string; createdAt: Moment; expiresAt: Moment; agent: string | null }[]>
    endSession(tenant: string, userId: string, id: string): Promise<boolean>
    /** The id of the session that a cookie opens. */
    sessionId(secret: string): string
  }
  connections: {
    keys(tenant: string): Promise<{ id: string; name: string; scopes: Scope[]; createdAt: Moment; revokedAt: Moment | null }[]>
    makeKey(tenant: string, name: string, scopes: readonly Scope[], by: string): Promise<{ id: string; secret: string }>
    revokeKey(tenant: string, id: string, by: string): Promise<boolean>
    hooks(tenant: string): Promise<{ id: string; name: string; channel: string; createdAt: Moment }[]>
    /** Null where the name is taken. */
    addHook(tenant: string, hook: { name: string; channel: string; secret: string }, by: string): Promise<string | null>
    removeHook(tenant: string, id: string, by: string): Promise<boolean>
    arrivals(tenant: string): Promise<{ channel: string; messages: number; lastAt: Moment }[]>
    departures(tenant: string): Promise<{ name: string; sent: number; failed: number; lastSentAt: Moment | null }[]>
    /** Why it cannot work, by name; null where it is connected now. Push makes its own key. */
    connect(tenant: string, way: NewWay, by: string): Promise<string | null>
    enable(tenant: string, id: string, enabled: boolean, by: string): Promise<boolean>
  }
  audit: {
    lines(tenant: string, filter: AuditFilter): Promise<{ rows: AuditLine[]; next: string | null }>
    facets(tenant: string): Promise<{ actors: string[]; kinds: string[] }>
    verify(tenant: string): Promise<{ ok: true; rows: number } | { ok: false; rows: number; firstBad: number; why: string }>
    /** The id of a case by its number or reference. */
    caseId(tenant: string, said: string): Promise<string | null>
  }
  /** What the doctor finds just now, and how this process fares. */
  doctor(tenant: string): Promise<{ findings: Finding[]; trouble: string | null }>
}

export type NewWay = { name: string; kind: WayOut; url: string; secret: string | null; from: string | null; allowPrivate: boolean }
export type AuditFilter = {
  actor: string | null
  /** The beginning of an action, such as `case.` or `staff.left`. */
  action: string | null
  subject: string | null
  from: Moment | null
  to: Moment | null
  limit: number
  /** Only rows before this one. */
  before: number | null
}
export type AuditLine = { seq: number; at: Moment; actor: string; action: string; subject: string; data: unknown; hash: string }
/** What a check found, in a few words; `tried`, `got`, `likely` and `do` where it is not well. */
export type Finding = {
  check: string
  state: 'ok' | 'warning' | 'problem'
  detail: string
  tried?: string
  got?: string
  likely?: string
  do?: string
}
