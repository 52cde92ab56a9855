/** What a day holds for one person, in the order in which it hurts. */
export const DAY_PARTS = ['alerts', 'clocks', 'approvals', 'returned', 'waking', 'mentions', 'drafts'] as const
export type DayPart = (typeof DAY_PARTS)[number]
