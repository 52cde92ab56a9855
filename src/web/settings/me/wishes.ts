import { SEVERITIES, type Severity } from '../../../domain/finding'
import type { AddressKind, WayOut } from '../../../domain/ways-out'

export type TellingView = {
  person: string
  preferences: {
    ways: Partial<Record<Severity, { way: string; afterMs: number }[]>>
    quiet: { from: string; to: string; severities: Severity[] } | null
  }
  addresses: { kind: AddressKind; label: string; address: string }[]
  connected: { name: string; kind: WayOut }[]
  /** What a browser must know to subscribe; null where nobody connected push. */
  push_key: string | null
}

/** Minutes by way, for each severity; a way that is missing is not used. */
export type Wishes = {
  ways: Record<Severity, Record<string, number>>
  quiet: TellingView['preferences']['quiet']
}
const MINUTE = 60_000

export function fromServer({ ways, quiet }: TellingView['preferences']): Wishes {
  const of = (severity: Severity) => Object.fromEntries((ways[severity] ?? []).map(({ way, afterMs }) => [way, afterMs / MINUTE]))
  return { ways: Object.fromEntries(SEVERITIES.map((severity) => [severity, of(severity)])) as Wishes['ways'], quiet }
}

/** As the contract wants it; a severity without any way is left out, and the usual ways are used for it. */
export function toServer({ ways, quiet }: Wishes) {
  const said = SEVERITIES.flatMap((severity): [Severity, { way: string; after_minutes: number }[]][] => {
    const wished = Object.entries(ways[severity]).sort(([, a], [, b]) => a - b)
    return wished.length === 0 ? [] : [[severity, wished.map(([way, minutes]) => ({ way, after_minutes: minutes }))]]
  })
  return { ways: Object.fromEntries(said), ...(quiet ? { quiet } : {}) }
}
