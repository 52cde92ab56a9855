import type { Policy } from './policy'
import type { Trigger } from './triggers'

/** A policy as it is written in a file and sent by the console: what `readPolicy` reads again to the very same. */
export type WrittenPolicy = ReturnType<typeof writePolicy>

export const writePolicy = ({
  id,
  version,
  title,
  time,
  appliesTo,
  levels,
  repeat,
  stopsOn,
  startsOn,
  acknowledgements,
  quiet,
}: Policy) => ({
  ...{ id, version, title, time },
  for: appliesTo.map(({ highRisk, severities, kinds }) => ({
    ...(highRisk ? { high_risk: true } : {}),
    ...(severities.length > 0 ? { severities: [...severities] } : {}),
    ...(kinds.length > 0 ? { kinds: [...kinds] } : {}),
  })),
  levels: levels.map(({ afterMs, tell, takeOver }) => ({ after: delay(afterMs), tell: [...tell] as string[], take_over: takeOver })),
  ...(repeat ? { repeat: { times: repeat.times, every: delay(repeat.everyMs) } } : {}),
  stops_on: [...stopsOn],
  starts_on: startsOn.map(writeTrigger),
  acknowledgements,
  ...(quiet ? { quiet: { from: quiet.from, to: quiet.to, severities: [...quiet.severities] } } : {}),
})

const delay = (ms: number) => (ms % 60_000 === 0 ? `PT${ms / 60_000}M` : `PT${ms / 1000}S`)

function writeTrigger(trigger: Trigger): string | Record<string, unknown> {
  switch (trigger.on) {
    case 'clock_at':
      return { clock_at: trigger.percent }
    case 'hand_off_unanswered':
      return { hand_off_unanswered: delay(trigger.afterMs) }
    case 'reach':
      return { reach: trigger.atLeast }
    case 'risk':
      return { risk: trigger.category }
    default:
      return trigger.on
  }
}
