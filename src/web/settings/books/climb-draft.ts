import type { WrittenPolicy } from '../../../domain/escalation/write-policy'
import type { Severity } from '../../../domain/finding'
import { DAY_MS } from '../../../domain/time/day'
import { parseSpan } from '../../../domain/time/duration'
import { wallTime } from '../../words/local-time'

/** `key` tells rows of a form apart; it is never sent. */
export type ClimbLevel = { key: number; minutes: number; tell: string[]; take_over: boolean }
/** A policy as a form holds it: delays in minutes, everything that the form does not ask as it was. */
export type ClimbDraft = Omit<WrittenPolicy, 'levels' | 'repeat' | 'quiet' | 'for'> & {
  for: (WrittenPolicy['for'][number] & { key: number })[]
  levels: ClimbLevel[]
  repeat: { times: number; minutes: number }
  quiet: { from: string; to: string; severities: Severity[] } | null
}

export const minutesIn = (text: string) => {
  const span = parseSpan(text)
  return span?.unit === 'wall' ? span.ms / 60_000 : 0
}
export const delay = (minutes: number) => (Number.isInteger(minutes) ? `PT${minutes}M` : `PT${Math.round(minutes * 60)}S`)

export const NEW_CLIMB: ClimbDraft = {
  ...{
    id: '',
    version: '1',
    title: '',
    time: 'wall',
    for: [{ key: 0 }],
    stops_on: ['acknowledged', 'answered', 'closed'],
    starts_on: ['opened'],
  },
  ...{
    acknowledgements: 1,
    levels: [{ key: 0, minutes: 0, tell: ['owner'], take_over: false }],
    repeat: { times: 0, minutes: 10 },
    quiet: null,
  },
}

export const draftOf = ({ levels, repeat, quiet, for: whom, ...rest }: WrittenPolicy): ClimbDraft => ({
  ...rest,
  for: whom.map((row, key) => ({ ...row, key })),
  levels: levels.map(({ after, tell, take_over }, key) => ({ key, minutes: minutesIn(after), tell, take_over })),
  repeat: repeat ? { times: repeat.times, minutes: minutesIn(repeat.every) } : { times: 0, minutes: 10 },
  quiet: quiet ?? null,
})

/** The draft as the contract wants it. */
export const written = ({ levels, repeat, quiet, for: whom, id: _, version: __, ...rest }: ClimbDraft) => ({
  ...rest,
  for: whom.map(({ key: ___, ...row }) => row),
  title: rest.title.trim(),
  levels: levels.map(({ minutes, tell, take_over }) => ({ after: delay(minutes), tell, take_over })),
  ...(repeat.times > 0 ? { repeat: { times: repeat.times, every: delay(repeat.minutes) } } : {}),
  ...(quiet ? { quiet } : {}),
})

/** The next Friday at eleven in the evening: when a desk is thinnest. */
export function fridayNight(now: number, zone: string): string {
  for (let ahead = 0; ; ahead++) {
    const date = wallTime(now + ahead * DAY_MS, zone).slice(0, 10)
    if (new Date(`${date}T00:00:00Z`).getUTCDay() === 5) return `${date}T23:00`
  }
}
