/** Ways to break a promise on purpose. A fault test that does not notice its sabotage proves nothing. */
export const SABOTAGES = ['fsync off', 'dedupe off', '202 before commit', 'send before commit', 'no epoch'] as const
export type Sabotage = (typeof SABOTAGES)[number]

/** Asked at each call, and only here: the program that ships knows no such switch. */
export const isOn = (sabotage: Sabotage) => process.env.REDRESS_SABOTAGE === sabotage

/** Where `send before commit` puts notices inside a test's own process; without it they go to the tenant's webhooks. */
export const outlet: { take: ((notice: { dedupeKey: string; audience: string }) => void) | null } = { take: null }

/** Runs work of this process under a sabotage. */
export async function under<T>(sabotage: Sabotage, work: () => Promise<T>): Promise<T> {
  process.env.REDRESS_SABOTAGE = sabotage
  try {
    return await work()
  } finally {
    delete process.env.REDRESS_SABOTAGE
  }
}
