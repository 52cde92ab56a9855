import { describe, expect, test } from 'vitest'
import type { ExternalBody } from '../regimes/pack'
import { saidIn } from './said'

const afca: ExternalBody = {
  id: 'AFCA',
  name: 'Australian Financial Complaints Authority',
  web: 'www.afca.org.au',
  email: 'info@afca.org.au',
  phone: '1800 931 678',
  post: 'GPO Box 3, Melbourne VIC 3001',
  evidence: 'S',
  deadlines: [],
}
const unreachable: ExternalBody = { ...afca, web: null, email: null, phone: null, post: null }

describe('what free words say', () => {
  test.each<[Parameters<typeof saidIn>[0], string, boolean]>([
    ['ext_right', 'You may go to AFCA.', true],
    ['ext_right', 'You may go to the Australian Financial\nComplaints  Authority.', true],
    ['ext_right', 'ไปที่ AFCA ได้', true],
    ['ext_right', 'You may go to the ombudsman.', false],
    ['ext_right', 'Our CAFCAT plan is over.', false],
    ['ext_contact', 'See https://afca.org.au/complaint', true],
    ['ext_contact', 'Call 1800931678', true],
    ['ext_contact', 'Write to info@AFCA.org.au', true],
    ['ext_contact', 'You may go to AFCA.', false],
    ['ext_deadline', 'AFCA takes it within two years of today.', true],
    ['ext_deadline', '您可在两年内向 AFCA 提出', true],
    ['ext_deadline', 'AFCA takes it.', false],
    ['ext_leaflet', 'A leaflet is enclosed.', true],
    ['ext_leaflet', 'Nothing is enclosed.', false],
    ['ext_time_waiver', 'We consent to their looking at it.', true],
    ['ext_time_waiver', 'It is too late.', false],
    ['regulator_right', 'You may complain to the supervisory authority.', true],
    ['regulator_right', 'Goodbye.', false],
    ['right_written_reply', 'You may ask for a written answer.', true],
    ['right_written_reply', 'You may ask.', false],
  ])('%s in %j: %s', (block, text, said) => expect(saidIn(block, text, [afca])).toBe(said))

  test.each(['outcome', 'reasons', 'redress_offer', 'progress'] as const)('whether %s is said no machine can tell', (block) => {
    expect(saidIn(block, 'We decided.', [afca])).toBeNull()
  })
  test('nobody is asked for what the rule book does not know itself', () => {
    expect(saidIn('ext_right', 'Goodbye.', [])).toBeNull()
    expect(saidIn('ext_contact', 'Goodbye.', [unreachable])).toBeNull()
  })
})
