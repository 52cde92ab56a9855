/** Days after which rule books ask for something; an age is the stretch between two of them. */
export const AGES = [7, 14, 21, 30] as const
/** "0-7", "7-14", …, "30-": both a name and what a file says. */
export const AGE_KEYS = [0, ...AGES].map((from, i) => `${from}-${AGES[i] ?? ''}`)
/** From the third stretch on a case counts as old. */
export const OLD_FROM = 2
