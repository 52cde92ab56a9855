import type { Moment } from '../domain/moment'
import type { StaffChange, StaffFacts, StaffRefusal } from '../domain/staff'

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
}
