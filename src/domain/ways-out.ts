/** The ways of telling people. Where a way needs an address of the person (`of`), a person without one cannot be told so; `null` is a room. */
export const WAYS_OUT = {
  smtp: 'email',
  slack: null,
  dingtalk: null,
  webhook: null,
  sms: 'phone',
  call: 'phone',
  sms_gateway: 'phone',
  wecom: null,
  teams: null,
  line: 'line',
  telegram: 'telegram',
  push: 'push',
} as const
export type WayOut = keyof typeof WAYS_OUT
export const WAY_KINDS = Object.keys(WAYS_OUT) as WayOut[]
/** Addresses that a person may have beside the e-mail of their account. */
export const ADDRESS_KINDS = ['phone', 'line', 'telegram', 'push'] as const
export type AddressKind = (typeof ADDRESS_KINDS)[number]

/** What each provider takes: so many in so many milliseconds. A way that is full is passed by, and the notice takes the next one. */
export const LIMITS: Partial<Record<WayOut, { most: number; withinMs: number }>> = {
  slack: { most: 1, withinMs: 1_000 },
  dingtalk: { most: 20, withinMs: 60_000 },
  wecom: { most: 20, withinMs: 60_000 },
  teams: { most: 4, withinMs: 1_000 },
  telegram: { most: 30, withinMs: 1_000 },
  call: { most: 1, withinMs: 1_000 },
}
