import { factsOf } from '../domain/case/story'
import { compose, customerDeadline, type Known, type Letter, type Words } from '../domain/letters/compose'
import { type Asked, askedOf, type Decision, type Gate, gate, happeningsOf, type LetterKind, type Standing } from '../domain/letters/letter'
import { calendarFor, storyOf } from '../domain/regimes/clocks'
import type { Pack } from '../domain/regimes/pack'
import { reckonPack } from '../domain/regimes/reckon'
import { inForce } from '../domain/regimes/story'
import type { Block } from '../domain/regimes/vocabulary'
import { dayText } from '../domain/time/day'
import { localDay } from '../domain/time/zone'
import { acting } from './case-actions'
import type { Directory, Needs, StoredCase, TenantTx } from './needs'
import { answerCustomer, type Replied } from './reply'

/** A letter as somebody wishes it; `written` holds what only an author can say. */
export type LetterWish = {
  caseId: string
  kind: LetterKind
  lang: string | null
  decision: Decision | null
  written: Readonly<Partial<Record<Block, string>>>
  grounds: readonly string[]
  /** Until when an answer is expected, as a date. */
  expected: string | null
  consents: boolean | null
}
export type Preview = { letter: Letter; lang: string; asked: Asked[]; gate: Gate }
export type LetterActions = ReturnType<typeof letterActions>

const nowhere: Replied = { channel: '', to: null, state: 'queued', noticeId: '', messageId: '', sendAfter: 0 }

type Room = { directory: Directory; tx: TenantTx; it: StoredCase; now: number }
type Held = Standing & { pack: Pack; zone: string; classId: string | null }

/** Letters whose blocks the rule books of a case ask for: previewed freely, and sent only when nothing that must be there is missing. */
export function letterActions(needs: Needs, words: Readonly<Record<string, Words>>, options: { undoMs: number }) {
  const act = acting(needs)
  return {
    preview: async (tenant: string, wish: LetterWish): Promise<Preview | null> => {
      const directory = await needs.store.directory(tenant)
      return needs.store.write(tenant, async (tx) => {
        const it = await tx.caseById(wish.caseId)
        return it ? (await drafted({ directory, tx, it, now: needs.now() }, wish, words)).preview : null
      })
    },

    send: (tenant: string, input: LetterWish & { by: string }) =>
      act(tenant, input.caseId, async (room) => {
        const { preview, standings } = await drafted(room, input, words)
        const { letter, gate } = preview
        if (!gate.open) return { answer: { done: false, refused: gate.refused }, value: () => ({ ...nowhere, preview }) }
        const out = { kind: input.kind, subject: letter.subject, happenings: happeningsOf(input.kind, standings) }
        const said = {
          caseId: input.caseId,
          by: input.by,
          text: letter.body,
          public: false,
          final: input.kind === 'final_response',
          letter: out,
        }
        const { answer, value } = await answerCustomer(room, said, options.undoMs)
        return { answer, value: () => ({ ...value(), preview }) }
      }),
  }
}

async function drafted(room: Room, wish: LetterWish, words: Readonly<Record<string, Words>>) {
  const standings = await standingsOf(room)
  const lang = [wish.lang, room.it.lang, room.directory.tenant.language, 'en'].find((code) => code !== null && words[code] !== undefined)!
  const asked = askedOf(wish.kind, standings, wish.decision)
  const known = await knownOf(room, wish, standings)
  const letter = compose(
    wish.kind,
    asked.map(({ block }) => block),
    wish.written,
    known,
    words[lang]!,
  )
  const written = { kind: wish.kind, holds: letter.parts.map(({ block }) => block), grounds: wish.grounds, at: room.now }
  const preview: Preview = { letter, lang, asked, gate: gate(written, standings, wish.decision) }
  return { preview, standings }
}

async function standingsOf({ directory, tx, it, now }: Room): Promise<Held[]> {
  const facts = factsOf(await tx.eventsOf(it.id), now)
  const all = { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics }
  return directory.packs.flatMap((pack) => {
    const [story, calendar] = [storyOf(all, pack), calendarFor(pack, directory.calendars)]
    if (!inForce(pack, story, calendar.timeZone)) return []
    const reckoned = reckonPack(pack, story, calendar)
    return [{ regime: pack.id, pack, reckoned, zone: calendar.timeZone, classId: reckoned.class?.id ?? null }]
  })
}

async function knownOf({ directory, tx, it, now }: Room, wish: LetterWish, standings: readonly Held[]): Promise<Known> {
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
  }
}
