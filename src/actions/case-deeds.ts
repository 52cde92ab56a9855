import type { Answer } from '../domain/case/commands'
import * as command from '../domain/case/commands'
import type { CaseEvent, Outcome, Remedy } from '../domain/case/events'
import { sayFact } from '../domain/case/facts'
import { snooze, wakeUp } from '../domain/case/snooze'
import { factsOf } from '../domain/case/story'
import type { Moment } from '../domain/moment'
import { trigger } from './begin-climb'
import { assignmentNotice } from './notices'
import { peopleAt } from './people-at'
import { applyTo, type Room } from './speak'
import { askAfterClosing } from './survey'

/** Whoever was handed it has to take it up; where nobody does, policies that wait for that begin. */
export const handedOff = (room: Room) => trigger({ ...room, people: peopleAt(room.directory, room.now) }, room.it.id, { on: 'hand_off' })

export type AssignWish = { by: string; owner: string | null; team: string | null; reason: string | null }
export type CloseWish = { by: string; outcome: Outcome; remedy: Remedy; note: string | null; satisfied?: boolean }

/** Gives the case of a room to somebody and tells them, unless they did it themselves. */
export function assignIn(room: Room, { by, owner, team, reason }: AssignWish): Answer {
  const answer = command.assign(room.it, {
    by,
    at: room.now,
    owner,
    ...(team ? { team } : {}),
    reason: reason ?? (owner === null ? null : 'assigned by hand'),
    people: room.directory.people,
  })
  if (!answer.done) return answer
  applyTo(room, answer)
  const person = room.directory.people.find((p) => p.id === owner)
  if (person && person.id !== by) {
    room.book.notices.push(assignmentNotice(room.needs, room.directory, room.book.case(room.it.id), person))
    handedOff(room)
  }
  return answer
}

export async function closeIn(room: Room, { by, outcome, remedy, note, satisfied = false }: CloseWish): Promise<Answer> {
  const waiting = (await room.tx.openApproval(room.it.id)) ? 1 : 0
  const unsentReplies = (await room.tx.failedReplies(room.it.id)) + waiting
  const closing = command.close(room.it, { by, at: room.now, outcome, remedy, note, unsentReplies })
  const said = closing.done && satisfied ? await contentSaid(room, by) : []
  const answer = applied(room, closing.done ? { ...closing, events: [...said, ...closing.events] } : closing)
  if (answer.done) await askAfterClosing(room, outcome)
  return answer
}

/** What rule books ask before a case may be closed without a letter (RG 271.72, DISP 1.5.2R), answered with the closing. */
const CONTENT = ['resolved_to_satisfaction', 'complainant_accepted']
async function contentSaid({ tx, it, now }: Room, by: string): Promise<CaseEvent[]> {
  const { facts } = factsOf(await tx.eventsOf(it.id), now)
  return CONTENT.flatMap((name) => {
    const said = sayFact(it, { by, at: now, name, value: true, was: facts?.[name] ?? null, reason: null })
    return said.done ? said.events : []
  })
}

export function labelIn(room: Room, { by, topics }: { by: string; topics: readonly string[] }): Answer {
  const answer = applied(room, command.label(room.it, { by, at: room.now, topics }))
  const [event] = answer.done ? answer.events : []
  if (event?.kind === 'labelled') room.book.change(room.it.id, { topics: [...event.topics] })
  return answer
}

/** `until` null sleeps until the customer writes. */
export const snoozeIn = (room: Room, { by, until }: { by: string; until: Moment | null }): Answer =>
  applied(room, snooze(room.it, { by, at: room.now, until }))

export const wakeIn = (room: Room, { by, because }: { by: string; because: 'time' | 'person' }): Answer =>
  applied(room, wakeUp(room.it, { by, at: room.now, because }))

function applied(room: Room, answer: Answer): Answer {
  if (answer.done) applyTo(room, answer)
  return answer
}
