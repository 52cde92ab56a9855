import { factsOf } from '../domain/case/story'
import { customerDeadline, type Known } from '../domain/letters/compose'
import type { Standing } from '../domain/letters/letter'
import { calendarFor, storyOf } from '../domain/regimes/clocks'
import type { Pack } from '../domain/regimes/pack'
import { reckonPack } from '../domain/regimes/reckon'
import { inForce } from '../domain/regimes/story'
import { dayText } from '../domain/time/day'
import { localDay } from '../domain/time/zone'
import type { Directory, StoredCase, TenantTx } from './needs'

type Room = { directory: Directory; tx: TenantTx; it: StoredCase; now: number }
export type Held = Standing & { pack: Pack; zone: string; classId: string | null }

/** A case in each of its rule books, counted now. */
export async function standingsOf({ directory, tx, it, now }: Room): Promise<Held[]> {
  const facts = factsOf(await tx.eventsOf(it.id), now)
  const all = { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics }
  return directory.packs.flatMap((pack) => {
    const [story, calendar] = [storyOf(all, pack), calendarFor(pack, directory.calendars)]
    if (!inForce(pack, story, calendar.timeZone)) return []
    const reckoned = reckonPack(pack, story, calendar)
    return [{ regime: pack.id, pack, reckoned, zone: calendar.timeZone, classId: reckoned.class?.id ?? null }]
  })
}

type Wish = { expected: string | null; consents: boolean | null; more?: string | null }

/** What a letter may say of the case and its rule books. */
export async function knownOf({ directory, tx, it, now }: Room, wish: Wish, standings: readonly Held[]): Promise<Known> {
  const contact = it.contactId ? await tx.contact(it.contactId) : null
  const outside = standings.find(({ pack }) => pack.externalBodies.length > 0)
  const answers = standings.flatMap(({ reckoned, zone }) =>
    reckoned.rows.flatMap(({ milestone, dueAt, replacedBy }) =>
      milestone.kind === 'final_response' && milestone.actor === 'firm' && dueAt !== null && replacedBy === null
        ? [dayText(localDay(zone, dueAt))]
        : [],
    ),
  )
  return {
    firm: directory.tenant.name,
    customer: contact?.name ?? null,
    reference: it.reference,
    received: dayText(localDay(directory.tenant.timeZone, it.receivedAt)),
    answerBy: answers.sort()[0] ?? '',
    expected: wish.expected ?? '',
    body: outside?.pack.externalBodies[0] ?? null,
    deadline: outside ? customerDeadline(outside.pack, outside.classId, now, calendarFor(outside.pack, directory.calendars)) : '',
    consents: wish.consents,
    more: wish.more ?? '',
  }
}

/** The language of a letter: the one that was asked for, the customer's, the firm's. */
export const languageOf = (
  asked: string | null,
  { it, directory }: Pick<Room, 'it' | 'directory'>,
  words: Readonly<Record<string, unknown>>,
) => [asked, it.lang, directory.tenant.language, 'en'].find((code) => code !== null && words[code] !== undefined)!
