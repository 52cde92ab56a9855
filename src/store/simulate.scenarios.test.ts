import { describe, expect, test } from 'vitest'
import { milestone, rules, simulated, wishOf } from '../../test/support/simulated'
import { simulate } from './simulate'

const dueOf = async (text: string, id = 'final') => (await milestone(text, id)).due_date
const waived = async (text: string) => (await milestone(text, 'final')).waived

describe('an early closure waives the final response, or does not', () => {
  const closed = 'au-asic-rg271 standard, received 2026-03-02, closed 2026-03-09T17:00'
  test.each<[string, string, boolean]>([
    ['resolved on the fifth business day', `${closed}, resolved_to_satisfaction=true`, true],
    ['explained, with nothing more to do', `${closed}, explanation_or_apology_no_further_action=true`, true],
    ['nobody said how', closed, false],
    ['a day too late', 'au-asic-rg271 standard, received 2026-03-02, closed 2026-03-10T00:00, resolved_to_satisfaction=true', false],
    ['but a written answer was asked for', `${closed}, resolved_to_satisfaction=true, written_response_requested=true`, false],
    ['but it is about hardship', `${closed}, resolved_to_satisfaction=true, topic=hardship_notice`, false],
    ['in the class of hardship', `${closed.replace('standard', 'hardship_credit')}, resolved_to_satisfaction=true`, false],
    ['a declined insurance claim', `${closed}, resolved_to_satisfaction=true, declined_insurance_claim=true`, false],
    ['insurance, and nobody said whether about a claim', `${closed}, resolved_to_satisfaction=true, product=insurance`, false],
    [
      'insurance, and not about a claim',
      `${closed}, resolved_to_satisfaction=true, product=insurance, declined_insurance_claim=false, insurance_claim_value=false`,
      true,
    ],
    [
      'a decision of a trustee',
      `${closed.replace('standard', 'super')}, resolved_to_satisfaction=true, super_trustee_decision=true`,
      false,
    ],
  ])('RG 271: %s', async (_, text, expected) => {
    expect(await waived(text)).toBe(expected)
    expect((await milestone(text, 'final')).waived_by).toEqual(expected ? ['early_close'] : [])
  })
  test('RG 271: asked for a written answer after the closure, the final response comes back with its first date', async () => {
    const before = await milestone(`${closed}, resolved_to_satisfaction=true`, 'final')
    const after = await milestone(`${closed}, resolved_to_satisfaction=true, written_response_requested=true`, 'final')
    expect([before.waived, after.waived]).toEqual([true, false])
    expect(after.due).toBe((await milestone('au-asic-rg271 standard, received 2026-03-02', 'final')).due)
  })
  test('DISP: resolved on day 3 counts only if the customer accepted', async () => {
    const third = 'uk-fca-disp1 general, received 2026-03-02, closed 2026-03-05T16:00'
    expect(await waived(`${third}, complainant_accepted=true`)).toBe(true)
    expect(await waived(`${third}, complainant_accepted=false`)).toBe(false)
    expect(await waived(third)).toBe(false)
    expect(await dueOf(`${third}, complainant_accepted=false`)).toBe('2026-04-27')
  })
  test('while it is open, the window is named as what can still waive it', async () => {
    expect((await milestone('au-asic-rg271 standard, received 2026-03-02', 'final')).waived_by).toEqual(['early_close'])
    expect((await milestone('au-asic-rg271 hardship_credit, received 2026-03-02', 'final')).waived_by).toEqual([])
  })
})

describe('what time runs from', () => {
  test('RG 271: the insurer had it on 1 March and the trustee on 5 March; it runs from 1 March', async () => {
    expect(await dueOf('au-asic-rg271 super, received 2026-03-05, first_received_by_any_party 2026-03-01')).toBe('2026-04-15')
  })
  test('RG 271: another class, another queue or a second receipt never moves the receipt', async () => {
    const classes = ['standard', 'super', 'hardship_credit', 'default_notice']
    const received = await Promise.all(
      classes.map(async (id) => (await milestone(`au-asic-rg271 ${id}, received 2026-03-05, received 2026-03-09`, 'ack')).started),
    )
    expect(new Set(received)).toEqual(new Set(['2026-03-05T00:00:00+11:00']))
  })
  test('CFPB: "in progress" on day 15 gives sixty days from sending', async () => {
    expect(await dueOf('us-cfpb-portal, received 2026-06-10, sent_to_company 2026-06-10, in_progress 2026-06-25')).toBe('2026-08-09')
    expect(await milestone('us-cfpb-portal, received 2026-06-10', 'respond')).toMatchObject({ due: null, waiting_for: 'sent_to_company' })
  })
  test('DISP payments: with a holding answer by day 15 the next date is day 35 from receipt, without it there is none later', async () => {
    const wish = 'uk-fca-disp1 psd_emd, received 2026-04-02'
    const held = await milestone(`${wish}, holding_psd 2026-04-27T12:00`, 'final_psd')
    expect(held).toMatchObject({ replaced_by: 'final_psd_ext', due_date: '2026-04-27' })
    expect(await dueOf(`${wish}, holding_psd 2026-04-27T12:00`, 'final_psd_ext')).toBe('2026-05-27')
    expect((await milestone(`${wish}, holding_psd 2026-04-28T00:00`, 'final_psd')).replaced_by).toBeNull()
    expect((await milestone(wish, 'final_psd')).replaced_by).toBeNull()
  })
  test('GDPR: 31 January and a month is the end of February, then the next working day', async () => {
    expect(await dueOf('eu-gdpr-dsr, received 2026-01-31', 'fulfil')).toBe('2026-03-02')
    expect(await dueOf('eu-gdpr-dsr, received 2028-01-31', 'fulfil')).toBe('2028-02-29')
  })
  test('UK GDPR: request, identity and fee must all be there, and a clarification stops the clock', async () => {
    expect(await dueOf('uk-gdpr-dsr, received 2026-03-02, identity_received 2026-03-09', 'fulfil')).toBe('2026-04-09')
    expect(await milestone('uk-gdpr-dsr, received 2026-03-02, identity_requested 2026-03-03', 'fulfil')).toMatchObject({
      due: null,
      waiting_for: 'identity_received',
    })
    expect(
      await dueOf('uk-gdpr-dsr, received 2026-03-02, clarification_requested 2026-03-10, clarification_received 2026-03-20', 'fulfil'),
    ).toBe('2026-04-13')
    expect(await milestone('uk-gdpr-dsr, received 2026-03-02, clarification_requested 2026-03-10', 'fulfil')).toMatchObject({
      due: null,
      waiting_for: 'clarification_received',
      state: 'paused',
    })
  })
  test('updates come every so often, counted from the last one', async () => {
    expect(await milestone('uk-fca-disp1 general, received 2026-03-02', 'progress')).toMatchObject({
      due: null,
      waiting_for: 'ack_sent',
      every: '20bd',
    })
    expect(await dueOf('iso10002-default, received 2026-03-02, ack_sent 2026-03-03', 'progress')).toBe('2026-03-17')
    expect(await dueOf('iso10002-default, received 2026-03-02, ack_sent 2026-03-03, progress_sent 2026-03-10', 'progress')).toBe(
      '2026-03-24',
    )
  })
  test('a window that has run out is a start of its own, once somebody says what time it is', async () => {
    const wish = 'au-asic-rg271 hardship_credit, received 2026-02-02, info_requested 2026-02-10'
    expect(await milestone(wish, 'final_no_info')).toMatchObject({ due: null, waiting_for: 'info_window_expired' })
    expect(await dueOf(`${wish}, now 2026-03-04`, 'final_no_info')).toBe('2026-03-10')
    expect((await milestone(`${wish}, now 2026-03-04`, 'final')).replaced_by).toBe('final_no_info')
    expect(await milestone(`${wish}, info_received 2026-02-20, now 2026-03-04`, 'final_no_info')).toMatchObject({ due: null })
    expect(await dueOf(`${wish}, info_received 2026-02-20`, 'final_after_info')).toBe('2026-03-13')
  })
  test('a new proposed decision starts ninety new days', async () => {
    const wish = 'au-asic-rg271 death_benefit, received 2026-01-02, objection_period_ended 2026-02-10'
    expect(await dueOf(`${wish}, new_proposed_decision 2026-04-01`)).toBe('2026-06-30')
  })
})

describe('what stops, and what comes back', () => {
  test('RG 271: answered on day 20, the customer advocate asked on day 60: ten days are left', async () => {
    const wish = 'au-asic-rg271 standard, received 2026-03-01, final_sent 2026-03-21'
    expect(await dueOf(wish)).toBe('2026-03-31')
    expect(await dueOf(`${wish}, customer_asks_for_advocate 2026-04-30`)).toBe('2026-05-10')
  })
  test('RG 271: only a traditional trustee may wait for a court', async () => {
    const court = 'received 2026-03-01, court_advice_sought 2026-03-11, court_decided_and_appeal_time_passed 2026-04-10'
    expect(await dueOf(`au-asic-rg271 traditional_trustee, ${court}`)).toBe('2026-05-15')
    expect(await dueOf(`au-asic-rg271 standard, ${court}`)).toBe('2026-03-31')
  })
  test('AFCA refers back on day 12 of a standard complaint: eighteen days remain', async () => {
    const found = await simulated(wishOf('au-asic-rg271 standard, received 2026-03-01, referred_back 2026-03-13'))
    expect(found).toMatchObject({ referred_back: { days_left: 18, due_date: '2026-03-31' } })
  })
  test.each<[string, string, string]>([
    ['standard, received 2026-03-01, referred_back 2026-04-01', '2026-05-01', 'nothing is left: thirty days'],
    ['hardship_credit, received 2026-03-01, referred_back 2026-03-23', '2026-04-13', 'nothing is left in hardship: twenty-one'],
    ['super, received 2026-03-01, referred_back 2026-04-20', '2026-06-04', 'nothing is left of a trustee: forty-five'],
    ['super, received 2026-03-01, referred_back 2026-03-31', '2026-04-15', 'what is left of forty-five'],
    ['standard, received 2026-03-01, final_sent 2026-03-20, referred_back 2026-03-25', '2026-04-15', 'answered before: twenty-one'],
    ['standard, received 2026-03-01, referred_back 2026-03-13, final_sent 2026-03-20', '2026-03-31', 'answered after it: as it was'],
    ['death_benefit, received 2026-03-01, referred_back 2026-03-13', '2026-04-12', 'the final response has not begun: thirty'],
    ['standard, received 2026-03-01, referred_back 2026-03-31', '2026-03-31', 'the last day is still a day'],
  ])('AFCA refers back: %s: %s, because %s', async (wish, due) => expect(await dueOf(`au-asic-rg271 ${wish}`, 'refer_back')).toBe(due))
})

describe('which rule book holds', () => {
  test.each<[string, string, string, string]>([
    ['uk-ofcom-c4, received 2026-04-01', 'uk-ofcom-c4-2018', 'adr_letter_time', '2026-05-27'],
    ['uk-ofcom-c4-2018, received 2026-04-08', 'uk-ofcom-c4', 'adr_letter_time', '2026-05-20'],
    ['cn-samr-2026, received 2026-04-10, accepted 2026-04-14', 'cn-samr-2020', 'mediation_end', '2026-06-18'],
    ['cn-samr-2020, received 2026-04-10, accepted 2026-04-15', 'cn-samr-2026', 'mediation_end', '2026-06-14'],
  ])('%s: %s, so that %s is %s', async (text, regime, id, due) => {
    expect((await simulated(wishOf(text))).regime).toBe(regime)
    expect(await dueOf(text, id)).toBe(due)
  })
  test('a version that is named is never exchanged', async () => {
    const found = await simulated(wishOf('uk-ofcom-c4@2026-04-08/1, received 2026-04-01'))
    expect(found).toMatchObject({ regime: 'uk-ofcom-c4', in_force: false })
  })
  test('the words on a third party’s forum start no clock of RG 271, the same words on our own page do', async () => {
    const forum = await simulated(wishOf('au-asic-rg271 standard, received 2026-03-01, public=true, own_channel=false'))
    expect(forum).toMatchObject({ applies: false, milestones: [] })
    expect(
      await dueOf(
        'au-asic-rg271 standard, received 2026-03-01, public=true, own_channel=true, author_identifiable=true, author_contactable=true',
      ),
    ).toBe('2026-03-31')
  })
  test('a service complaint that is also one about data has two acknowledgements, and one letter may hold both', async () => {
    const [service, data] = [
      await milestone('uk-fca-disp1 general, received 2026-07-01', 'ack'),
      await milestone('uk-dp-complaint, received 2026-07-01', 'ack'),
    ]
    expect(service).toMatchObject({ prompt: true, target: '5bd', due: null })
    expect(data).toMatchObject({ prompt: false, due_date: '2026-07-31' })
  })
})

describe('a question that nobody has answered', () => {
  test('leaves the strictest class standing and is asked', async () => {
    const found = await simulated(wishOf('uk-fca-disp1, received 2026-04-02'))
    expect(found.class).toBe('psd_emd')
    expect(found.questions.map(({ fact, field }) => [fact, field])).toContainEqual(['psd_emd', 'facts.psd_emd'])
    expect((await simulated(wishOf('uk-fca-disp1, received 2026-04-02, psd_emd=false'))).class).toBe('general')
    expect((await simulated(wishOf('us-reg-e, received 2026-04-02'))).class).toBe('standard')
    expect((await simulated(wishOf('au-acma-telco, received 2026-04-02'))).class).toBe('urgent')
    expect((await simulated(wishOf('au-asic-rg271, received 2026-04-02, topic=unauthorised_transaction'))).class).toBe('standard')
  })
  test('is none where the facts decide', async () => {
    expect((await simulated(wishOf('au-asic-rg271, received 2026-04-02, product=credit, topic=hardship_notice'))).class).toBe(
      'hardship_credit',
    )
    expect((await simulated(wishOf('au-asic-rg271, received 2026-04-02, firm_role=super_trustee'))).class).toBe('super')
  })
})

describe('whose days count', () => {
  const wish = wishOf('au-asic-rg271 standard, received 2026-10-02')
  test.each<[string, object, { calendar: string; timeZone: string } | null, string, boolean]>([
    ['those that were named', { calendar: 'AU-NSW' }, null, 'AU-NSW', false],
    ["the firm's own state", {}, { calendar: 'AU-VIC', timeZone: 'Australia/Melbourne' }, 'AU-VIC', false],
    ['not those of a firm elsewhere', {}, { calendar: 'TH', timeZone: 'Asia/Bangkok' }, 'AU', true],
    ['the national ones, as an assumption', {}, null, 'AU', true],
  ])('%s', async (_, more, firm, calendar, assumed) => {
    expect(await simulated({ ...wish, ...more }, firm)).toMatchObject({
      calendar,
      calendar_assumed: assumed,
      time_zone: 'Australia/Sydney',
    })
  })
  test('a year that nobody has announced raises an alarm and takes no day for a holiday', async () => {
    const found = await simulated(wishOf('cn-samr-2026, received 2027-09-30'))
    expect(found.warnings.join(' ')).toContain('ALARM')
    expect(found.milestones[0]).toMatchObject({ due_date: '2027-10-11', holidays_assumed: true })
  })
})

test.each([
  ['letter', '2026-03-12', false],
  ['in_person', '2026-03-02', false],
  ['other', '2026-03-02', false],
  ['pigeon', '2026-03-02', true],
])('a channel that no rule names (%s) gets the strictest of them, and one that nobody knows is said to be so', async (by, due, unknown) => {
  const found = await simulated(wishOf(`th-bank-sla, received 2026-03-02T10:00, by ${by}`))
  expect(found.milestones.find(({ id }) => id === 'ack')!.due_date).toBe(due)
  expect(found.warnings.includes(`We know no channel "${by}"; where the rules differ by channel, the strictest was taken.`)).toBe(unknown)
})

test.each([
  ['nonsense, received 2026-03-01', '"nonsense" is not a rule book here. Known: au-acma-telco'],
  ['au-asic-rg271@0, received 2026-03-01', 'au-asic-rg271 has no version "0". It has: 2021-09-02/3.'],
  ['au-asic-rg271 golden, received 2026-03-01', '"golden" is not a class of au-asic-rg271. Its classes: hardship_credit'],
  ['eu-gdpr-dsr, received 0001-01-01', 'received: "0001-01-01" is not in the years 1970 to 2999'],
  ['eu-gdpr-dsr, received 2026-01-01, extension 9999-12-31', 'extension: "9999-12-31" is not in the years 1970 to 2999'],
  ['au-asic-rg271, received 2026-02-30', 'received: "2026-02-30" is not a date and time such as'],
  ['au-asic-rg271, received 2026-03-01, weather=fine', '"weather" is not a fact that a rule book asks for.'],
  ['au-asic-rg271, received 2026-03-01, complex=perhaps', 'The fact "complex" is a question: answer true or false'],
  ['au-asic-rg271, received 2026-03-01, sunrise 2026-03-01', '"sunrise" is nothing that au-asic-rg271 counts from.'],
  ['au-asic-rg271, in AU-XYZ, received 2026-03-01', 'We have no holidays for "AU-XYZ"'],
  ['iso10002-default, in UK, received 2026-03-01', 'We have no holidays for "UK"'],
])('%s is refused in a sentence: %s', async (text, sentence) => {
  const found = await simulate(rules, wishOf(text), null)
  expect(found.ok ? '' : found.problem).toContain(sentence)
})
