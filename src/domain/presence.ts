import type { Moment } from './moment'

/** A screen says that it is there every ten seconds; one that has fallen silent counts as gone after this. */
const SEEN_MS = 25_000
/** Each key pressed shows as writing for this long. */
const TYPING_MS = 8_000
/** Whoever writes to a customer has the customer to themselves for this long after the last key; others are warned, never stopped. */
const LEASE_MS = 90_000
/** A screen whose line to the server broke has this long to come back: a page that reloads, a network that changes. */
const LOST_MS = 10_000

/** What one open screen says of itself. */
export type Signal = { caseId: string; user: string; client: string; mode: string | null; typing: boolean; hidden: boolean; gone: boolean }
export type Here = {
  user: string
  client: string
  mode: string | null
  /** Behind another tab: browsers let it speak too seldom for its silence to mean anything. */
  hidden: boolean
  /** Since when its line to the server is broken; null while it stands. */
  lostAt: Moment | null
  seenUntil: Moment
  typingUntil: Moment
  leaseUntil: Moment
}
export type Shown = { user: string; typing: boolean; replying: boolean }

const nowhere = { seenUntil: 0, typingUntil: 0, leaseUntil: 0, lostAt: null }

/** Everybody on a case after one of them has said something. */
export function heard(all: readonly Here[], { user, client, mode, typing, hidden, gone }: Signal, now: Moment): Here[] {
  const before = all.find((one) => one.client === client)
  const others = all.filter((one) => one.client !== client)
  if (gone) return others
  const toCustomer = mode !== null && mode !== 'note'
  const held = toCustomer ? (before?.leaseUntil ?? 0) : 0
  const fresh = typing ? { typingUntil: now + TYPING_MS, ...(toCustomer ? { leaseUntil: now + LEASE_MS } : {}) } : {}
  return [
    ...others,
    { ...nowhere, ...before, user, client, mode, hidden, lostAt: null, seenUntil: now + SEEN_MS, leaseUntil: held, ...fresh },
  ]
}

/** A line of a screen broke, or stands again. */
export const lineOf = (all: readonly Here[], client: string, there: boolean, now: Moment): Here[] =>
  all.map((one) => (one.client === client ? { ...one, lostAt: there ? null : now } : one))

/** Those of whom anything is still true. A screen in front that fell silent is gone, whatever it was writing; one behind keeps what it writes. */
export const still = (all: readonly Here[], now: Moment): Here[] =>
  all.filter(
    ({ seenUntil, leaseUntil, hidden, lostAt }) =>
      (lostAt === null || lostAt + LOST_MS > now) && (seenUntil > now || (hidden && leaseUntil > now)),
  )

/** The answer is out: its author's turn is over on every screen of theirs. */
export const released = (all: readonly Here[], user: string): Here[] =>
  all.map((one) => (one.user === user ? { ...one, leaseUntil: 0, typingUntil: 0 } : one))

/** Each person once, by name, as others see them. */
export function shown(all: readonly Here[], now: Moment): Shown[] {
  const people = [...new Set(still(all, now).map(({ user }) => user))].sort()
  return people.map((user) => {
    const screens = still(all, now).filter((one) => one.user === user)
    return { user, typing: screens.some((one) => one.typingUntil > now), replying: screens.some((one) => one.leaseUntil > now) }
  })
}

/** The colleague who is writing to the customer, if it is not this person. */
export const writerBeside = (all: readonly Here[], me: string, now: Moment): string | null =>
  still(all, now).find((one) => one.user !== me && one.leaseUntil > now)?.user ?? null
