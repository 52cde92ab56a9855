import { casesOnlyOf, type Identity, sameHandle, writtenUnder } from '../domain/customers'
import { Book } from './book'
import type { ContactJoin, CustomerPerson, Moving, Preferences } from './customer-needs'
import type { Needs, StoredCase, TenantTx } from './needs'

type Refused =
  | 'contact_unknown'
  | 'changed_meanwhile'
  | 'same_contact'
  | 'joined_already'
  | 'join_unknown'
  | 'parted_already'
  | 'nothing_chosen'
  | 'would_be_empty'
export type CustomerAnswer = { done: true; id: string } | { done: false; refused: Refused }
const no = (refused: Refused): CustomerAnswer => ({ done: false, refused })

type Change = { by: string; seen: number | null }
const isStale = ({ seen }: Change, { version }: CustomerPerson) => seen !== null && seen !== version
export type CustomerActions = ReturnType<typeof customerActions>

/**
 * Two contacts become one person, or come apart again. Whatever belongs to the one goes over to the main one: addresses, what was said, cases.
 * What went over is written down, so that it finds its way back; what arrived in between goes with the address that it came from.
 */
export function customerActions(needs: Needs) {
  return {
    merge: (tenant: string, input: Change & { main: string; other: string }) =>
      changing(needs, tenant, async (tx) => {
        const [main, other] = [await tx.person(input.main), await tx.person(input.other)]
        if (!main || !other) return no('contact_unknown')
        if (main.id === other.id) return no('same_contact')
        if (main.mergedInto !== null || other.mergedInto !== null) return no('joined_already')
        if (isStale(input, main)) return no('changed_meanwhile')
        return join(needs, tx, main, other, input.by)
      }),

    part: (tenant: string, input: Change & { main: string; join: string }) =>
      changing(needs, tenant, async (tx) => {
        const [main, one] = [await tx.person(input.main), await tx.join(input.join)]
        if (!main) return no('contact_unknown')
        if (!one || (await holderOf(tx, one.main))?.id !== main.id) return no('join_unknown')
        if (one.partedAt !== null) return no('parted_already')
        if (isStale(input, main)) return no('changed_meanwhile')
        return part(needs, tx, main, one, input.by)
      }),

    takeOut: (tenant: string, input: Change & { main: string; identities: Identity[] }) =>
      changing(needs, tenant, async (tx) => {
        const main = await tx.person(input.main)
        if (!main || main.mergedInto !== null) return no('contact_unknown')
        if (isStale(input, main)) return no('changed_meanwhile')
        const wanted = new Set(input.identities.map(sameHandle))
        const chosen = main.identities.filter((it) => wanted.has(sameHandle(it)))
        if (chosen.length === 0) return no('nothing_chosen')
        if (chosen.length === main.identities.length) return no('would_be_empty')
        return takeOut(needs, tx, main, chosen, input.by)
      }),

    prefer: (tenant: string, input: Change & { id: string; wish: Preferences }) =>
      changing(needs, tenant, async (tx) => {
        const it = await tx.person(input.id)
        if (!it || it.mergedInto !== null) return no('contact_unknown')
        if (isStale(input, it)) return no('changed_meanwhile')
        const at = needs.now()
        await tx.prefer(it.id, input.wish, input.by, at)
        await tx.commit({ audit: [{ at, actor: input.by, action: 'contact.preferences', subject: it.id, data: { ...input.wish } }] })
        return { done: true, id: it.id }
      }),
  }
}

/** Runs one change and tells the screens of the cases whose customer is another now. */
async function changing(needs: Needs, tenant: string, work: (tx: TenantTx) => Promise<CustomerAnswer & { cases?: string[] }>) {
  const { cases = [], ...answer } = await needs.store.write(tenant, work)
  for (const id of cases) needs.announce(tenant, { event: 'case.changed', id })
  return answer
}

async function join(needs: Needs, tx: TenantTx, main: CustomerPerson, other: CustomerPerson, by: string) {
  const at = needs.now()
  const cases = await tx.casesOf([other.id], 0)
  const moving: Moving = {
    ...{ from: other.id, to: main.id },
    identities: other.identities.map(({ kind, value }) => ({ kind, value })),
    messages: (await tx.writtenBy(other.id, 0)).map(({ id }) => id),
    contacts: await tx.joinedTo(other.id),
  }
  const missing = other.supportNeeds.filter((need) => !main.supportNeeds.includes(need))
  const record: ContactJoin = {
    ...{ id: needs.newId(), main: main.id, joined: other.id, at, by, needs: missing, partedAt: null },
    ...{ identities: moving.identities, messages: moving.messages, contacts: moving.contacts, cases: cases.map(({ id }) => id) },
  }
  await tx.move(moving)
  await tx.pointTo(other.id, main.id)
  await tx.keepJoin(record)
  if (missing.length > 0) await tx.setNeeds(main.id, [...main.supportNeeds, ...missing])
  const data = { joined: other.id, join: record.id, ...sizeOf(moving, cases) }
  return carry(tx, { kind: 'customer_joined', to: main.id, cases, by, at, audit: { action: 'contact.merged', subject: main.id, data } })
}

async function part(needs: Needs, tx: TenantTx, main: CustomerPerson, one: ContactJoin, by: string) {
  const at = needs.now()
  const wrote = writtenUnder(await tx.writtenBy(main.id, one.at), main.identities, one.identities)
  const messages = [...new Set([...one.messages, ...wrote])]
  const cases = await theirCases(tx, main.id, messages, one)
  const moving: Moving = { from: main.id, to: one.joined, identities: one.identities, messages, contacts: one.contacts }
  await tx.pointTo(one.joined, null)
  await tx.move(moving)
  await tx.endJoin(one.id, by, at)
  await forgetNeeds(tx, one)
  const data = { parted: one.joined, join: one.id, ...sizeOf(moving, cases) }
  return carry(tx, { kind: 'customer_parted', to: one.joined, cases, by, at, audit: { action: 'contact.split', subject: main.id, data } })
}

async function takeOut(needs: Needs, tx: TenantTx, main: CustomerPerson, chosen: CustomerPerson['identities'], by: string) {
  const [at, id] = [needs.now(), needs.newId()]
  const messages = writtenUnder(await tx.writtenBy(main.id, 0), main.identities, chosen)
  const cases = await theirCases(tx, main.id, messages, null)
  await tx.foundContact({ id, name: null, demo: main.demo, at })
  const moving: Moving = {
    ...{ from: main.id, to: id, messages, contacts: [] },
    identities: chosen.map(({ kind, value }) => ({ kind, value })),
  }
  await tx.move(moving)
  const data = { parted: id, ...sizeOf(moving, cases) }
  return carry(tx, { kind: 'customer_parted', to: id, cases, by, at, audit: { action: 'contact.split', subject: main.id, data } })
}

/** What the joined one needed is taken from whom it was added to, and from nobody else. */
async function forgetNeeds(tx: TenantTx, { main, needs }: ContactJoin) {
  const it = needs.length > 0 ? await tx.person(main) : null
  if (it)
    await tx.setNeeds(
      main,
      it.supportNeeds.filter((need) => !needs.includes(need)),
    )
}

/** What goes along: what came with them, as far as it is still here, and what they alone have begun since. */
async function theirCases(tx: TenantTx, main: string, messages: string[], one: ContactJoin | null): Promise<StoredCase[]> {
  const all = await tx.casesOf([main], 0)
  const since = all.filter(({ id, openedAt }) => one === null || (openedAt >= one.at && !one.cases.includes(id)))
  const own = new Set([...(one?.cases ?? []), ...casesOnlyOf(await tx.inboundOf(since.map(({ id }) => id)), messages)])
  return all.filter(({ id }) => own.has(id))
}

/** Who a contact is today: itself, or the one that it was joined to. */
async function holderOf(tx: TenantTx, id: string) {
  const it = await tx.person(id)
  return it?.mergedInto ? tx.person(it.mergedInto) : it
}

const sizeOf = ({ identities, messages }: Moving, cases: readonly StoredCase[]) => ({
  identities: identities.length,
  messages: messages.length,
  cases: cases.length,
})

type Carried = {
  kind: 'customer_joined' | 'customer_parted'
  to: string
  cases: StoredCase[]
  by: string
  at: number
  audit: { action: string; subject: string; data: Record<string, unknown> }
}
/** The cases follow their customer, each with the event that says so. */
async function carry(tx: TenantTx, { kind, to, cases, by, at, audit }: Carried) {
  const book = new Book({ cases, clocks: [], escalations: [], partial: true }, [])
  for (const { id, contactId } of cases) {
    book.happen(id, { kind, at, by, contactId: to, wasContactId: contactId })
    book.change(id, { contactId: to })
  }
  await tx.commit({ ...book.effects(), audit: [{ at, actor: by, ...audit }] })
  return { done: true as const, id: to, cases: cases.map(({ id }) => id) }
}
