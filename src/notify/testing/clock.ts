/** When the pages that the fakes imitate were read, and the moment that signatures in their tests are made at. */
export const testClockMs = { read: '2026-11-22', now: 1_795_000_000_000 }
