import type { Step, StepState } from '../domain/setup/steps'

/** What a firm says of itself. `calendar` is the place whose holidays it keeps, empty for none. */
export type FirmFacts = { name: string; language: string; timeZone: string; calendar: string }
export type SetupView = {
  firm: FirmFacts
  steps: Record<Step, StepState>
  /** Whether no message has ever come in. */
  empty: boolean
  /** Places whose holidays we know, each with the zone that it keeps. */
  places: { id: string; timeZone: string }[]
}
export type SetupStore = {
  read(tenant: string): Promise<SetupView>
  keepFirm(tenant: string, firm: FirmFacts, by: string): Promise<void>
  keepStep(tenant: string, step: Step, state: StepState, by: string): Promise<void>
}
