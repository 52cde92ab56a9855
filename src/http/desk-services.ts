import type { Answers, PolicyVersion } from '../actions/approval-needs'
import type { ApprovalActions } from '../actions/approvals'
import type { CustomerActions } from '../actions/customers'
import type { LetterActions } from '../actions/letters'
import type { SetupStore } from '../actions/setup-needs'
import type { ApprovalPolicy } from '../domain/approvals/policy'
import type { DayServices } from './day'
import type { ViewRow } from './saved-views'

/** What the screens of the desk lean on beside the cases themselves. */
export type DeskServices = DayServices & {
  letters: LetterActions
  customers: CustomerActions
  /** Has the firm's numbers counted, and told as `counts`, for as long as a screen is open. Returns how to stop. */
  counting: { follow(tenant: string): () => void }
  /** Answers that another person reads before they leave. */
  approvals: ApprovalActions & {
    setPolicy(tenant: string, policy: ApprovalPolicy, by: string): Promise<void>
    policies(tenant: string): Promise<PolicyVersion[]>
    lastAnswers(tenant: string): Promise<Answers>
  }
  /** The five steps from an empty desk to a first complaint. */
  setup: SetupStore
  /** Named views of the case list. */
  views: {
    list(tenant: string, userId: string | null): Promise<ViewRow[]>
    add(tenant: string, view: Omit<ViewRow, 'id'>): Promise<ViewRow | null>
    remove(
      tenant: string,
      id: string,
      by: { userId: string | null; actor: string; unlocks: boolean },
    ): Promise<'done' | 'unknown' | 'locked'>
  }
}
