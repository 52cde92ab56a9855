import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import type { NoticeRow, StoredCase } from './needs'

type Kind = 'clock_digest' | 'catch_up'
type Make = (cases: readonly StoredCase[], since: Moment) => NoticeRow

/**
 * What people were told in one notice for many cases while the engine went through a great many, batch by batch: the summary of a later batch
 * speaks of all of them, and the one before it is taken back where it has not left.
 */
export class Summaries {
  #said = new Map<string, { cases: readonly StoredCase[]; since: Moment; key: string }>()
  #outdated: string[] = []

  has = (kind: Kind, { id }: Person) => this.#said.has(`${kind} ${id}`)

  notice(kind: Kind, { id }: Person, cases: readonly StoredCase[], since: Moment, make: Make): NoticeRow {
    const earlier = this.#said.get(`${kind} ${id}`)
    const all = { cases: [...(earlier?.cases ?? []), ...cases], since: Math.min(since, earlier?.since ?? since) }
    const notice = make(all.cases, all.since)
    if (earlier) this.#outdated.push(earlier.key)
    this.#said.set(`${kind} ${id}`, { ...all, key: notice.dedupeKey })
    return notice
  }

  /** Keys of notices that a younger summary stands for; each is named once. */
  outdated = (): string[] => this.#outdated.splice(0)
}
