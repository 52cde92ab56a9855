/** What a day holds for one person, in the order in which it hurts. */
export const DAY_PARTS = ['alerts', 'clocks', 'approvals', 'returned', 'waking', 'mentions', 'drafts'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** What was decided about somebody's work: an answer of theirs, a case they had handed up, a decision that another corrected, what they taught. */
export type FeedbackKind = 'approved' | 'reworded' | 'returned' | 'handed_back' | 'corrected' | 'learned' | 'not_learned'
