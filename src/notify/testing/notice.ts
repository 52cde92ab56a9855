import type { Outgoing } from '../contract'

/** A notice with everything in it, for tests that care about one thing. */
export const aNotice = (own: Partial<Outgoing> = {}): Outgoing => ({
  id: 'high_risk_alert:case_1:1:mali',
  kind: 'high_risk_alert',
  to: { name: 'Mali Suksai', address: 'mali@desk.example' },
  subject: 'Severity A: case C-4127',
  body: 'Case C-4127 needs a person now.\n\nhttps://desk.example/cases/C-4127\n',
  lang: 'en',
  data: { case_id: 'case_1', severity: 'A' },
  caseReference: 'C-4127',
  ...own,
})

/** `whsec_` + base64 of 24 bytes of one value, for tests. */
export const testSecret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`
