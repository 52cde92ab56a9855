import { compose, type Known, type Letter } from '../domain/letters/compose'
import {
  type Asked,
  askedOf,
  type Decision,
  type Fit,
  fitsOf,
  type Gate,
  gate,
  groundsOf,
  happeningsOf,
  type LetterKind,
} from '../domain/letters/letter'
import type { Block } from '../domain/regimes/vocabulary'
import { acting } from './case-actions'
import { type Lacking, type LetterWords, lackingIn } from './final-gate'
import type { Directory, Needs, StoredCase, TenantTx } from './needs'
import { answerCustomer, type Replied } from './reply'
import { knownOf, languageOf, standingsOf } from './standings'
import { wishedLanguage } from './way'

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
  /** Another way than the one that the customer's wishes and their case ask for. */
  channel: string | null
  /** What its author adds, whatever the rule books ask. */
  more: string | null
}
/** `fits` are the kinds of letters that the case is owed, `grounds` those on which this one counts. */
export type Preview = { letter: Letter; lang: string; asked: Asked[]; gate: Gate; known: Known; fits: Fit[]; grounds: string[] }
type Sending = LetterWish & { by: string; lastSeen?: string | null; writing: string | null; anyway: boolean }
export type LetterActions = ReturnType<typeof letterActions>

const nowhere: Replied = { channel: '', to: null, state: 'queued', noticeId: '', messageId: '', sendAfter: 0 }

type Room = { directory: Directory; tx: TenantTx; it: StoredCase; now: number }

/** Letters whose blocks the rule books of a case ask for: previewed freely, and sent only when nothing that must be there is missing. */
export function letterActions(needs: Needs, words: LetterWords, options: { undoMs: number }) {
  const act = acting(needs)
  return {
    preview: async (tenant: string, wish: LetterWish): Promise<Preview | null> => {
      const directory = await needs.store.directory(tenant)
      return needs.store.write(tenant, async (tx) => {
        const it = await tx.caseById(wish.caseId)
        return it ? (await drafted({ directory, tx, it, now: needs.now() }, wish, words)).preview : null
      })
    },

    /** What a final answer in these words would lack. */
    lacking: async (tenant: string, caseId: string, text: string): Promise<Lacking[]> => {
      const directory = await needs.store.directory(tenant)
      return needs.store.write(tenant, async (tx) => {
        const it = await tx.caseById(caseId)
        return it ? lackingIn({ directory, tx, it, now: needs.now() }, text, words) : []
      })
    },

    send: (tenant: string, input: Sending) =>
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
          channel: input.channel,
          writing: input.writing,
          anyway: input.anyway,
          ...(input.lastSeen === undefined ? {} : { lastSeen: input.lastSeen }),
        }
        const { answer, value } = await answerCustomer(room, said, { ...options, words })
        return { answer, value: () => ({ ...value(), preview }) }
      }),
  }
}

async function drafted(room: Room, wish: LetterWish, words: LetterWords) {
  const standings = await standingsOf(room)
  const lang = languageOf(wish.lang ?? (await wishedLanguage(room.tx, room.it)), room, words)
  const asked = askedOf(wish.kind, standings, wish.decision)
  const known = await knownOf(room, wish, standings)
  const letter = compose(wish.kind, [...asked.map(({ block }) => block), ...wishedBlocks(wish)], wish.written, known, words[lang]!)
  const written = { kind: wish.kind, holds: letter.parts.map(({ block }) => block), grounds: wish.grounds, at: room.now }
  const open = gate(written, standings, wish.decision)
  const preview = { letter, lang, asked, gate: open, known, fits: fitsOf(standings), grounds: groundsOf(wish.kind, standings) }
  return { preview, standings }
}

/** What its author filled in stands in the letter, though no rule book asks for it. */
const wishedBlocks = ({ written, expected }: LetterWish): Block[] => [
  ...(Object.keys(written) as Block[]),
  ...(expected === null ? [] : (['delay_expected'] as const)),
]
