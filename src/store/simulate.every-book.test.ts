import { expect, test } from 'vitest'
import { milestone, rules } from '../../test/support/simulated'

/** Every rule book of a regulator at least once, counted by hand from the rule and from the holiday laws of the place, 2024 to 2030. */
const VECTORS: [string, string, string, string][] = [
  ['au-asic-rg271 standard, in AU-NT, received 2025-08-01', 'early_close', '2025-08-11', 'Picnic Day in the north'],
  ['au-asic-rg271 standard, in AU-SA, received 2025-12-23', 'early_close', '2026-01-02', 'Christmas, Proclamation Day and New Year'],
  ['au-asic-rg271 standard, in AU-TAS, received 2025-03-07', 'early_close', '2025-03-17', 'Eight Hours Day'],
  ['au-asic-rg271 standard, in AU-ACT, received 2030-05-24', 'early_close', '2030-06-03', 'Reconciliation Day of 2030'],
  ['au-asic-rg271 standard, in AU-VIC, received 2029-03-29T23:59', 'ack', '2029-04-03', 'Easter of 2029 is in March and April'],
  ['au-asic-rg271 super, received 2024-01-15', 'final', '2024-02-29', '45 days that end with the leap day'],
  ['au-asic-rg271 hardship_credit, received 2028-01-05, agreement_reached 2028-01-31', 'confirm_agreement', '2028-03-01', 'a leap day'],
  ['au-asic-rg271 hardship_credit, received 2024-02-05, info_requested 2024-02-10', 'info_window', '2024-03-02', '21 days of the customer'],
  ['au-asic-rg271 default_notice, received 2024-02-01, final_sent 2024-02-20', 'afca_min_window', '2024-03-05', '14 days of peace'],
  ['au-acma-telco urgent, in AU-VIC, received 2027-11-01', 'fix_urgent', '2027-11-04', 'the Cup is run in between'],
  ['au-acma-telco standard, in AU-NT, received 2025-07-25', 'plan', '2025-08-11', 'Picnic Day'],
  ['au-acma-telco standard, in AU-ACT, received 2026-05-20, customer_accepts_plan 2026-06-05', 'implement', '2026-06-15', 'the birthday'],
  ['uk-fca-disp1 general, in GB-SCT, received 2024-11-28', 'early_close', '2024-12-04', "St Andrew's Day moves to Monday"],
  ['uk-fca-disp1 general, in GB-ENG, received 2024-11-28', 'early_close', '2024-12-03', 'but not in England'],
  ['uk-fca-disp1 general, in GB-NIR, received 2025-07-10', 'early_close', '2025-07-16', 'the Twelfth on a Saturday'],
  ['uk-fca-disp1 general, received 2024-01-31', 'final', '2024-03-27', 'eight weeks over a leap day'],
  ['uk-fca-disp1 psd_emd, in GB-ENG, received 2024-12-16', 'final_psd', '2025-01-09', 'Christmas and New Year'],
  ['uk-fca-disp1 psd_emd, in GB-SCT, received 2024-12-16', 'final_psd', '2025-01-10', 'and the second of January'],
  ['uk-fca-disp1 psd_emd, in GB-ENG, received 2028-03-20', 'final_psd_ext', '2028-05-11', 'Easter and early May of 2028'],
  ['uk-ofcom-c4, received 2028-01-20', 'adr_letter_time', '2028-03-02', 'six weeks over a leap day'],
  ['uk-ofcom-c4-2018, received 2025-12-31', 'adr_letter_time', '2026-02-25', 'eight weeks'],
  ['uk-ofgem-2008, received 2024-01-05', 'redress_notice', '2024-03-01', 'eight weeks over a leap day'],
  ['uk-gdpr-dsr, received 2028-11-25', 'fulfil', '2028-12-27', 'Christmas and Boxing Day'],
  ['uk-gdpr-dsr, in GB-SCT, received 2029-12-02', 'fulfil', '2030-01-03', 'the second of January'],
  ['uk-gdpr-dsr, in GB-NIR, received 2027-02-17', 'fulfil', '2027-03-18', "Saint Patrick's Day"],
  ['uk-dp-complaint, received 2027-02-24', 'ack', '2027-03-30', 'the thirtieth day is Good Friday'],
  ['us-cfpb-portal, received 2024-02-15, sent_to_company 2024-02-15, in_progress 2024-02-28', 'final', '2024-04-15', 'a leap day'],
  ['us-cfpb-portal, received 2028-01-01, sent_to_company 2028-01-01', 'public_response', '2028-06-29', '180 days of a leap year'],
  ['us-cfpb-portal, received 2024-12-20, response_sent 2024-12-31', 'consumer_feedback', '2025-03-01', 'sixty days of the customer'],
  ['us-reg-e standard, received 2028-11-06', 'investigate', '2028-11-21', 'Veterans Day moves from Saturday to Friday'],
  ['us-reg-e new_account, received 2024-12-20', 'investigate', '2025-01-22', 'Christmas, New Year and Dr King'],
  ['us-reg-e standard, received 2026-06-20, investigation_completed 2026-07-01', 'tell_result', '2026-07-07', 'the Fourth is a Saturday'],
  ['us-reg-e standard, received 2029-06-20, error_determined 2029-07-03', 'correct', '2029-07-05', 'the Fourth is a Wednesday'],
  ['us-reg-e standard, received 2028-01-20', 'extended', '2028-03-05', '45 days over a leap day'],
  ['us-reg-z, received 2024-01-31', 'ack', '2024-03-01', 'thirty days'],
  ['us-reg-z, received 2024-01-31, second_billing_cycle_ended 2024-05-10', 'final', '2024-04-30', 'ninety days come first'],
  ['us-reg-x-noe standard, received 2029-06-15', 'ack', '2029-06-25', 'Juneteenth on a Tuesday'],
  ['us-reg-x-noe standard, received 2024-12-02', 'final', '2025-01-15', 'Christmas and New Year'],
  ['us-reg-x-noe standard, received 2024-12-02, extension 2025-01-10', 'final', '2025-02-06', 'fifteen more, and Dr King'],
  ['us-dot-259 general, received 2024-01-01', 'final', '2024-03-01', 'sixty days over a leap day'],
  ['us-dot-259 disability, received 2030-01-30', 'final', '2030-03-01', 'thirty days without one'],
  ['eu-psd2-art101, in IT, received 2025-04-22', 'final', '2025-05-15', 'Liberation Day and Labour Day'],
  ['eu-psd2-art101, in DE, received 2024-05-06', 'final', '2024-05-29', 'Ascension and Whit Monday'],
  ['eu-psd2-art101, in IE, received 2024-07-22, holding 2024-08-12', 'final_ext', '2024-09-10', 'the first Monday of August'],
  ['eu-gdpr-dsr, in PL, received 2025-10-11', 'fulfil', '2025-11-12', 'Independence Day in Poland'],
  ['eu-gdpr-dsr, in FR, received 2024-07-15', 'fulfil', '2024-08-16', 'Assumption in France'],
  ['eu-gdpr-dsr, in AT, received 2025-09-26', 'fulfil', '2025-10-27', 'the national day of Austria is a Sunday'],
  ['eu-gdpr-dsr, received 2024-11-30, extension 2024-12-15', 'fulfil', '2025-02-28', 'three months end with February'],
  ['eu-gdpr-dsr, received 2024-11-29T15:00, extension 2024-11-29', 'fulfil', '2025-02-28', 'a notice of the day of receipt counts'],
  ['eu-gdpr-dsr, received 2024-11-29, extension 2023-12-15', 'fulfil', '2024-12-30', 'a notice of the year before is about something else'],
  ['th-bank-sla, by letter, received 2024-12-02', 'ack', '2024-12-13', "Father's Day and Constitution Day"],
  ['th-bank-sla, by email, received 2024-12-30', 'ack', '2025-01-02', 'the end of the year'],
  ['th-pdpa-dsr, received 2024-01-31', 'fulfil', '2024-03-01', 'thirty days over a leap day'],
  ['cn-bank-insurance-2020, received 2024-02-15', 'final', '2024-03-01', 'fifteen days over a leap day'],
  ['cn-bank-insurance-2020, received 2026-09-25, simple_and_clear=false', 'final', '2026-10-10', 'nobody has said that it is complex'],
  ['cn-bank-insurance-2020, received 2028-01-31, extension 2028-02-20, complex=true', 'final_complex', '2028-03-31', 'sixty days'],
  ['cn-samr-2020, received 2024-04-28', 'acceptance', '2024-05-10', 'Labour Day of five days'],
  ['cn-samr-2020, received 2024-09-27', 'acceptance', '2024-10-12', 'a Sunday and a Saturday are worked for Golden Week'],
  ['cn-samr-2026, received 2026-12-10, accepted 2026-12-15', 'mediation_end', '2027-02-13', 'sixty days'],
  ['cn-samr-2026, received 2026-12-28', 'acceptance', '2027-01-06', 'a year that nobody announced has no holidays'],
  ['cn-miit-telecom, received 2025-12-20', 'final', '2026-01-04', 'fifteen days'],
  [
    'cn-miit-telecom, received 2025-09-01, appeal_received 2025-09-26',
    'authority_accepts',
    '2025-10-10',
    'eight days off, a Sunday worked',
  ],
  ['ir-cbi-2015, received 2024-10-05', 'final', '2024-11-16', 'six weeks without a feast, closed on Thursdays and Fridays'],
  ['iso10002-default, in NZ, received 2024-02-05', 'ack', '2024-02-07', 'Waitangi Day'],
  ['iso10002-default, in NZ, received 2024-02-29', 'final', '2024-04-02', 'a Saturday, rolled past Easter'],
  ['in-ecommerce-2020, received 2028-02-28T10:00', 'ack', '2028-03-01', '48 hours over a leap day'],
  ['in-ecommerce-2020, received 2029-01-31', 'final', '2029-02-28', 'the month has no 31st'],
]
const TARGETS: [string, string, string, string][] = [
  ['uk-adr-trader, received 2025-03-01, internal_process_exhausted 2025-04-17', 'adr_notice', '2025-04-22', 'over Easter'],
  ['uk-ofcom-c4, received 2026-12-01, deadlock_reached 2026-12-24', 'adr_letter_deadlock', '2026-12-29', 'Boxing Day moves'],
  ['eu-jc-complaints, in FR, received 2024-05-06', 'ack', '2024-05-15', 'two holidays in a week'],
  ['eu-jc-complaints, received 2027-01-30', 'final', '2027-03-01', 'thirty days'],
  ['th-oic-sla, received 2025-02-20', 'final', '2025-03-07', 'fifteen days'],
]

test.each(VECTORS)('%s: %s by %s, because %s', async (wish, id, due) => expect((await milestone(wish, id)).due_date).toBe(due))
test.each(TARGETS)("%s: where the law has no number, the firm's own for %s is %s, because %s", async (wish, id, target) =>
  expect(await milestone(wish, id)).toMatchObject({ due: null, prompt: true, target_date: target }),
)

test.each([
  ['au-asic-rg271 standard, in AU-NSW, received 2025-10-03T10:00', 'ack', '2025-10-07T23:59:59+11:00'],
  ['au-asic-rg271 standard, received 2030-03-08T10:00', 'final', '2030-04-07T23:59:59+10:00'],
  ['uk-ofgem-2008, received 2029-02-05', 'redress_notice', '2029-04-02T23:59:59+01:00'],
  ['us-reg-x-noe payoff, received 2027-11-01', 'final', '2027-11-10T23:59:59-05:00'],
  ['eu-psd2-art101, in DE, received 2028-10-13', 'final', '2028-11-03T23:59:59+01:00'],
])('over a change of clocks: %s: %s at %s', async (wish, id, due) => expect((await milestone(wish, id)).due).toBe(due))

test('no rule book of a regulator is left out', () => {
  const counted = new Set([...VECTORS, ...TARGETS].map(([wish]) => wish.split(/[ ,]/)[0]))
  const shipped = rules.packs.filter(({ id }) => !['house', 'service-desk'].includes(id)).map(({ id }) => id)
  expect(shipped.filter((id) => !counted.has(id))).toEqual([])
})
