/** From an empty desk to a first complaint of one's own. Each step may be skipped and taken up again. */
export const STEPS = ['firm', 'books', 'way', 'people', 'try'] as const
export type Step = (typeof STEPS)[number]
export const STEP_STATES = ['open', 'done', 'skipped'] as const
export type StepState = (typeof STEP_STATES)[number]

/** The step to go on with: the first that is open after this one, else the first open one at all. */
export function nextStep(states: Readonly<Record<Step, StepState>>, after: Step | null): Step | null {
  const from = after === null ? 0 : STEPS.indexOf(after) + 1
  return [...STEPS.slice(from), ...STEPS.slice(0, from)].find((step) => states[step] === 'open') ?? null
}
